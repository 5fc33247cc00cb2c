<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>MetaSDF</name>
    <message>
        <location filename="../../app/control/action_state.py"/>
        <source>Open a shape first</source>
        <translation>まず形状を開いてください</translation>
    </message>
    <message>
        <location filename="../../app/control/action_state.py"/>
        <source>Nothing can follow a state that is not finite</source>
        <translation>有限でない状態の先へは進めません</translation>
    </message>
    <message>
        <location filename="../../app/control/action_state.py"/>
        <source>This line, as it was changed,</source>
        <translation>変更されたこのライン</translation>
    </message>
    <message>
        <location filename="../../app/control/action_state.py"/>
        <source>{what} has no refinement; steps past the trained ones are extrapolation</source>
        <translation>{what}には精密化がありません。訓練されたステップの先は外挿になります</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Open…</source>
        <translation>開く(&amp;O)…</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Open a mesh, a point cloud, an image or samples</source>
        <translation>メッシュ、点群、画像、サンプルのファイルを開きます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Save Surface…</source>
        <translation>表面を保存(&amp;S)…</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Save the surface of this step (PLY; 2D: SVG)</source>
        <translation>このステップの表面を保存します（PLY、2次元では SVG）</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Surface</source>
        <translation>表面</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Save &amp;Picture…</source>
        <translation>画像を保存(&amp;P)…</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Save the view as a PNG picture</source>
        <translation>ビューを PNG 画像として保存します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Sa&amp;ve Session…</source>
        <translation>セッションを保存(&amp;V)…</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Save shape, observation, steps and view in one file</source>
        <translation>形状、観測、ステップ、表示を1つのファイルに保存します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Copy as Command</source>
        <translation>コマンドとしてコピー(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Copy the command line that takes the same steps</source>
        <translation>同じステップを実行するコマンドラインをコピーします</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Copy as P&amp;ython</source>
        <translation>Python としてコピー(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Copy a Python program that takes the same steps</source>
        <translation>同じステップを実行する Python プログラムをコピーします</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Close the program</source>
        <translation>プログラムを閉じます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Take back what was changed last; steps are not taken back</source>
        <translation>最後の変更を取り消します。ステップは取り消されません</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Make the change again that was taken back last</source>
        <translation>取り消した変更をもう一度行います</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Play</source>
        <translation>再生(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Take one step after the other; the same key pauses</source>
        <translation>ステップを続けて進めます。同じキーで一時停止します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Step</source>
        <translation>1ステップ進む(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Take one gradient step, or go to the next recorded one</source>
        <translation>勾配ステップを1つ進めるか、次の記録済みのステップへ行きます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Step &amp;Back</source>
        <translation>1ステップ戻る(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Go back one step</source>
        <translation>1ステップ前に戻ります</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>To the S&amp;tart</source>
        <translation>初期値へ(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Go back to the learned start φ₀</source>
        <translation>学習された初期値 φ₀ に戻ります</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>To the Trained &amp;End</source>
        <translation>訓練された最後のステップへ(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Take all steps up to the last trained one</source>
        <translation>最後に訓練されたステップまで、すべて進めます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Re&amp;fine</source>
        <translation>精密化(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Go on past the trained steps until the points fit</source>
        <translation>訓練されたステップの先へ、点に合うまで進めます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Discard Steps</source>
        <translation>ステップを破棄(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Forget all steps and stand at the start again</source>
        <translation>すべてのステップを捨てて、初期値に戻ります</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Observed Points</source>
        <translation>観測点(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Show or hide what was observed</source>
        <translation>観測されたものの表示を切り替えます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;True Shape</source>
        <translation>真の形状(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Show or hide the true shape over the adapted one</source>
        <translation>適応した形状に重ねる真の形状の表示を切り替えます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Truth</source>
        <translation>真の形状</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Height Surface</source>
        <translation>高さの表面(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Show a 2D field as a landscape cut by the zero plane</source>
        <translation>2次元の場を、ゼロの平面で切った地形として表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Height</source>
        <translation>高さ</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Colour what is &amp;Imagined</source>
        <translation>想像された部分に色を付ける(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Colour the surface by its distance to the nearest observed point</source>
        <translation>最も近い観測点までの距離で表面に色を付けます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Imagined</source>
        <translation>想像</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Reset View</source>
        <translation>ビューを元に戻す(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Move the camera back to where it was</source>
        <translation>カメラを元の位置に戻します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Reset</source>
        <translation>元の位置</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Larger Points and Lines</source>
        <translation>点と線を大きく(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Draw points, lines and words of the view larger</source>
        <translation>ビューの点、線、文字を大きくします</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>S&amp;maller Points and Lines</source>
        <translation>点と線を小さく(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Draw points, lines and words of the view smaller</source>
        <translation>ビューの点、線、文字を小さくします</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Usual Size</source>
        <translation>通常の大きさ(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Draw points, lines and words as large as at first</source>
        <translation>点、線、文字を最初の大きさに戻します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Presenter &amp;Mode</source>
        <translation>発表モード(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>The view on the whole screen, large enough for a room; and back</source>
        <translation>ビューを画面全体に、部屋で見える大きさで表示します。もう一度で戻ります</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Reset Layout</source>
        <translation>レイアウトをリセット(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Put panels and bars back where they were at first</source>
        <translation>パネルとバーを最初の位置に戻します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>For &amp;Teaching</source>
        <translation>授業用(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>The lesson and the curves beside the view</source>
        <translation>ビューの横にレッスンと曲線を表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>For &amp;Inspecting</source>
        <translation>検査用(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Inspect, the shape and the curves beside the view</source>
        <translation>ビューの横に検査、形状、曲線を表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>For &amp;Demonstrating</source>
        <translation>実演用(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>The view without panels, with tool bar and timeline</source>
        <translation>パネルなしのビューに、ツールバーとタイムラインを表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Ort&amp;hographic</source>
        <translation>平行投影(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Look at a solid without perspective, or with it</source>
        <translation>立体を透視なしで見るか、透視ありで見るかを切り替えます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Axes Cross</source>
        <translation>座標軸(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Show in a corner of the view which way x, y and z point</source>
        <translation>x、y、z の向きをビューの隅に表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;As the System</source>
        <translation>システムに合わせる(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Speak the language of the system from the next start on</source>
        <translation>次の起動から、システムの言語で表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;English</source>
        <translation>English(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Speak English from the next start on</source>
        <translation>次の起動から、英語で表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>日本語 (&amp;Japanese)</source>
        <translation>日本語(&amp;J)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Speak Japanese from the next start on</source>
        <translation>次の起動から、日本語で表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Dark Theme</source>
        <translation>ダークテーマ(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Switch between light and dark</source>
        <translation>明るい表示と暗い表示を切り替えます</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>List every key of the program</source>
        <translation>プログラムのすべてのキーを一覧にします</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Copy &amp;Report</source>
        <translation>報告をコピー(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Copy what the program stands on, for a report of a fault</source>
        <translation>不具合の報告に使う、プログラムの構成をコピーします</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;About</source>
        <translation>このプログラムについて(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Say what this program is</source>
        <translation>このプログラムが何かを表示します</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Toolbar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>More of the toolbar</source>
        <translation>ツールバーの続き</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>What the toolbar has no room for</source>
        <translation>ツールバーに入りきらないもの</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Keyboard Shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>What it does</source>
        <translation>内容</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Run</source>
        <translation>実行(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Observe</source>
        <translation>観測(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Inspect</source>
        <translation>検査(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Camera</source>
        <translation>カメラ(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Layout</source>
        <translation>レイアウト(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>Lan&amp;guage</source>
        <translation>言語(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../app/control/actions.py"/>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../app/document/bookmarks.py"/>
        <source>A kept view has a name of 1 to {longest} letters; write another one.</source>
        <translation>保存した視点の名前は 1〜{longest} 文字です。別の名前を入力してください。</translation>
    </message>
    <message>
        <location filename="../../app/document/bookmarks.py"/>
        <source>Another kept view is called “{name}”; write another name.</source>
        <translation>「{name}」という名前の視点がすでに保存されています。別の名前を入力してください。</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Trained on</source>
        <translation>訓練データ</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Outer steps</source>
        <translation>外側ステップ</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Training time</source>
        <translation>訓練時間</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Unseen shapes</source>
        <translation>訓練に使わない形状</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Refinement</source>
        <translation>精密化</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Weights of</source>
        <translation>重みの出典</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>Notes</source>
        <translation>備考</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>{minutes:.1f} hours</source>
        <translation>{minutes:.1f} 時間</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>{minutes:.0f} minutes</source>
        <translation>{minutes:.0f} 分</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>{depth:.0f} layers of {width:.0f}, {activation}</source>
        <translation>幅 {width:.0f} の層が {depth:.0f} 層、{activation}</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>IoU {mean:.2f}{what}{what2}</source>
        <translation>IoU {mean:.2f}{what}{what2}</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source> on {shapes}</source>
        <translation>（{shapes}）</translation>
    </message>
    <message>
        <location filename="../../app/document/cards.py"/>
        <source>{steps} further steps serve best</source>
        <translation>{steps} ステップ先まで進めるのが最もよい</translation>
    </message>
    <message>
        <location filename="../../app/document/document.py"/>
        <source>trained on '{observe}' with {points:,} points for {trained_steps} steps</source>
        <translation>「{observe}」、{points:,} 点、{trained_steps} ステップで訓練</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>not a number</source>
        <translation>数でない値</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>about {seconds:.0f} minutes left</source>
        <translation>残り約 {seconds:.0f} 分</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>about {seconds:.0f} s left</source>
        <translation>残り約 {seconds:.0f} 秒</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>extrapolation: past the trained steps</source>
        <translation>外挿: 訓練されたステップの先</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>refining: Adam until the points fit</source>
        <translation>精密化: 点に合うまで Adam で進めます</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>dense</source>
        <translation>密</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>surface</source>
        <translation>表面</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>sides</source>
        <translation>表裏</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>normals</source>
        <translation>法線</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>scan</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>half</source>
        <translation>一部分</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>as-is</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>far from the true shape: IoU {iou:.2f}</source>
        <translation>真の形状から離れています: IoU {iou:.2f}</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>Searched carefully, normals of the field itself. {points:,} random points say: with 95 % confidence at most {bound} of the box is on the wrong side because a piece was overlooked.</source>
        <translation>場そのものの法線を使って念入りに調べました。{points:,} 個のランダムな点によれば、95 % の信頼度で、部分の見落としのために誤った側にあるのは箱の最大 {bound} です。</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>audited {cells}, missed &lt; {bound}</source>
        <translation>監査済み {cells}、見落とし &lt; {bound}</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>preview {cells}</source>
        <translation>プレビュー {cells}</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>Every vertex is exact, on a coarse lattice; a finer one follows when nothing moves.</source>
        <translation>粗い格子の上で、頂点はすべて正確です。動きが止まると、より細かいものになります。</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>exact {cells}</source>
        <translation>正確 {cells}</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>Every vertex is the one of a dense evaluation; tiny pieces are looked for when you rest.</source>
        <translation>頂点はすべて密な評価によるものと同じです。止まっている間に、ごく小さな部分を探します。</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>extrapolation</source>
        <translation>外挿</translation>
    </message>
    <message>
        <location filename="../../app/document/formatting.py"/>
        <source>refining</source>
        <translation>精密化</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>copy it again with Edit &gt; Copy State as Text</source>
        <translation>「編集」→「状態をテキストとしてコピー」でコピーし直してください</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>There is nothing open to copy; open a shape first.</source>
        <translation>コピーできるものが開かれていません。まず形状を開いてください。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>A drawing is in no file that a text could name; save the session instead.</source>
        <translation>手描きの形状は、テキストで示せるファイルの中にありません。代わりにセッションを保存してください。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>A text tells of no cut of a scene; save the session instead.</source>
        <translation>シーンの切り出しはテキストに含められません。代わりにセッションを保存してください。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>A text tells of no branch; show the first line, or save the session instead.</source>
        <translation>分岐はテキストに含められません。最初のラインを表示するか、セッションを保存してください。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>A text tells of steps up to {most_steps:,}; save the session instead.</source>
        <translation>テキストに含められるのは {most_steps:,} ステップまでです。代わりにセッションを保存してください。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>This text is no state ({text!r}); {remedy}.</source>
        <translation>このテキストは状態ではありません（{text!r}）。{remedy}。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>This state is of version {head}, which this program does not know; update it.</source>
        <translation>この状態は、このプログラムの知らないバージョン {head} のものです。プログラムを更新してください。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>This state cannot be read ({fault}); {remedy}.</source>
        <translation>この状態は読み取れません（{fault}）。{remedy}。</translation>
    </message>
    <message>
        <location filename="../../app/document/statetext.py"/>
        <source>its form</source>
        <translation>形式が違います</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the observed points</source>
        <translation>観測点</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the true shape</source>
        <translation>真の形状</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the height surface</source>
        <translation>高さの表面</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the axes</source>
        <translation>座標軸</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the direction of the slice</source>
        <translation>断面の向き</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the slice</source>
        <translation>断面</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the residuals</source>
        <translation>残差</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>exact numbers</source>
        <translation>正確な数値</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the value of the level set</source>
        <translation>等値面の値</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the place of the slice</source>
        <translation>断面の位置</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change</source>
        <translation>このステップでの変化</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>moved</source>
        <translation>初期値からの移動</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>observed</source>
        <translation>観測点までの距離</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>truth</source>
        <translation>真の形状に対する誤差</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>spread</source>
        <translation>ばらつき</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>eikonal</source>
        <translation>アイコナール残差</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>outliers</source>
        <translation>外れ値</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>holes</source>
        <translation>穴</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>discard steps</source>
        <translation>ステップの破棄</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>delete {branching}</source>
        <translation>{branching}を削除</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>rename {line}</source>
        <translation>{line}の名前の変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>show {what}</source>
        <translation>{what}を表示</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>open {name}</source>
        <translation>{name} を開く</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>open {name} again</source>
        <translation>{name} を開き直す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change checkpoint to {name}</source>
        <translation>チェックポイントを {name} に変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>observe as {kind}</source>
        <translation>{kind}として観測</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change points to {count:,}</source>
        <translation>点の数を {count:,} に変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change seed to {seed}</source>
        <translation>シードを {seed} に変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>add a view</source>
        <translation>視点を追加</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>scan from here</source>
        <translation>ここからスキャン</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>forget the views</source>
        <translation>視点を忘れる</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>leave noise as trained</source>
        <translation>ノイズを訓練時のままにする</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change noise to {noise:g}</source>
        <translation>ノイズを {noise:g} に変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change {what} to {share:.0f} %</source>
        <translation>{what}を {share:.0f} % に変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>cut a part away</source>
        <translation>一部を切り取る</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>remove the cut</source>
        <translation>切断を取り消す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>brush a place away</source>
        <translation>ブラシで一部を隠す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>unhide what was brushed</source>
        <translation>ブラシで隠したものを再表示</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>turn the scan so that {up} is up</source>
        <translation>{up} が上になるようにスキャンを回す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>tilt the scan</source>
        <translation>スキャンを傾ける</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>turn the scan to {yaw:g}°</source>
        <translation>スキャンを {yaw:g}° に回す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>scale the scan</source>
        <translation>スキャンの大きさを変える</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>move the scan</source>
        <translation>スキャンを動かす</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>leave the scene as it was loaded</source>
        <translation>シーンを読み込んだときの状態に戻す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>take back: {trim_words}</source>
        <translation>取り消し: {trim_words}</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>trim the scene otherwise</source>
        <translation>シーンの切り出し方を変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>keep what is in a box</source>
        <translation>箱の中を残す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>drop what is in a box</source>
        <translation>箱の中を捨てる</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>keep what is in a lasso</source>
        <translation>投げ縄の中を残す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>drop what is in a lasso</source>
        <translation>投げ縄の中を捨てる</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>remove the largest plane ({length})</source>
        <translation>最大の平面を除く（{length}）</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the piece at a point</source>
        <translation>指定した点のかたまり</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>piece {rank}</source>
        <translation>かたまり {rank}</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>keep {which} (gap {length})</source>
        <translation>{which}を残す（間隔 {length}）</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>one point for each cube of {length}</source>
        <translation>{length} の立方体ごとに1点</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>normals from {count} points</source>
        <translation>{count} 点から法線を推定</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>colours from {low:g} to {high:g}</source>
        <translation>色の範囲を {low:g} から {high:g} に</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>the usual range of the colours</source>
        <translation>色を通常の範囲に</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change the view</source>
        <translation>表示を変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>colour by {color}</source>
        <translation>{color}で色分け</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>colour nothing</source>
        <translation>色分けをやめる</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>look without perspective</source>
        <translation>透視なしで見る</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>look in perspective</source>
        <translation>透視ありで見る</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>colour what is imagined</source>
        <translation>想像された部分に色を付ける</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>hide {what}</source>
        <translation>{what}を隠す</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>rename the kept view “{name}”</source>
        <translation>保存した視点の名前を「{name}」に変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change the kept views</source>
        <translation>保存した視点を変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>keep the camera of “{name}”</source>
        <translation>カメラ「{name}」を保存</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>forget the camera of “{name}”</source>
        <translation>カメラ「{name}」を削除</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>cut the surface open</source>
        <translation>表面を切り開く</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>close the surface</source>
        <translation>表面を閉じる</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>change {what}</source>
        <translation>{what}を変更</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>branch at {change}</source>
        <translation>分岐（{change}）</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>Branch {number}</source>
        <translation>分岐 {number}</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>First line</source>
        <translation>最初のライン</translation>
    </message>
    <message>
        <location filename="../../app/document/undo_labels.py"/>
        <source>nothing changed</source>
        <translation>変更なし</translation>
    </message>
    <message>
        <location filename="../../app/document/unsaved.py"/>
        <source>{gone} deleted</source>
        <translation>{gone}（削除済み）</translation>
    </message>
    <message>
        <location filename="../../app/document/unsaved.py"/>
        <source>step</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <location filename="../../app/document/unsaved.py"/>
        <source>steps</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <location filename="../../app/engine/checkpoints.py"/>
        <source>points with normals</source>
        <translation>法線付きの点</translation>
    </message>
    <message>
        <location filename="../../app/engine/checkpoints.py"/>
        <source>points without a camera</source>
        <translation>カメラのない点</translation>
    </message>
    <message>
        <location filename="../../app/engine/checkpoints.py"/>
        <source>signed distances</source>
        <translation>符号付き距離</translation>
    </message>
    <message>
        <location filename="../../app/engine/checkpoints.py"/>
        <source>{name} has {words}, so the checkpoint is now {fitting}; {wanted} can be chosen again.</source>
        <translation>{name} は{words}を持つので、チェックポイントを {fitting} にしました。{wanted} も改めて選べます。</translation>
    </message>
    <message>
        <location filename="../../app/engine/checkpoints.py"/>
        <source>{name} is {dim}D, so the checkpoint is now {name2}.</source>
        <translation>{name} は{dim}次元なので、チェックポイントを {name2} にしました。</translation>
    </message>
    <message>
        <location filename="../../app/engine/checkpoints.py"/>
        <source>{name} is {dim}D and no checkpoint for {dim}D is bundled; train one or choose the folder of a trained one.</source>
        <translation>{name} は{dim}次元ですが、{dim}次元のチェックポイントは付属していません。訓練するか、訓練済みのフォルダーを選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/child.py"/>
        <source>it ended without a word</source>
        <translation>何も告げずに終了しました</translation>
    </message>
    <message>
        <location filename="../../app/engine/child.py"/>
        <source>it could not be started: {errorstring}</source>
        <translation>起動できませんでした: {errorstring}</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Starting the engine</source>
        <translation>エンジンを起動中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Opening</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Observing</source>
        <translation>観測中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>It was not opened.</source>
        <translation>開けませんでした。</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Going back</source>
        <translation>元に戻しています</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Branching</source>
        <translation>分岐を作成中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Stepping</source>
        <translation>ステップを計算中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Checking the surface</source>
        <translation>表面を確認中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Refining the surface</source>
        <translation>表面を精密化中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Colouring</source>
        <translation>色を計算中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>Extracting the true shape</source>
        <translation>真の形状を抽出中</translation>
    </message>
    <message>
        <location filename="../../app/engine/engine.py"/>
        <source>looking into what is open</source>
        <translation>開いている形状の調査</translation>
    </message>
    <message>
        <location filename="../../app/engine/query.py"/>
        <source>Looking into the steps</source>
        <translation>ステップを調べています</translation>
    </message>
    <message>
        <location filename="../../app/engine/session_io.py"/>
        <source>There is nothing open to save; open a shape first.</source>
        <translation>保存できるものが開かれていません。まず形状を開いてください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/session_io.py"/>
        <source>The checkpoint {checkpoint} has moved or has other weights now; those of the session are in {place}.</source>
        <translation>チェックポイント {checkpoint} は移動したか、重みが変わっています。セッションの重みは {place} にあります。</translation>
    </message>
    <message>
        <location filename="../../app/engine/session_io.py"/>
        <source>The checkpoint {name} has other weights than when the session was saved: steps taken anew.</source>
        <translation>チェックポイント {name} の重みがセッションの保存時と違うため、ステップを新たに計算しました。</translation>
    </message>
    <message>
        <location filename="../../app/engine/session_io.py"/>
        <source>The checkpoint of a branch has other weights than when the session was saved: steps taken anew.</source>
        <translation>分岐のチェックポイントの重みがセッションの保存時と違うため、ステップを新たに計算しました。</translation>
    </message>
    <message>
        <location filename="../../app/engine/stating.py"/>
        <source>{path} is not here; put {name} there, or open it first and paste the state again.</source>
        <translation>{path} がここにありません。{name} をそこに置くか、先に開いてから、状態をもう一度貼り付けてください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/stating.py"/>
        <source>{found} is not the {name} that the state was copied from; put that one in its place.</source>
        <translation>{found} は、状態のコピー元の {name} ではありません。元のものに置き換えてください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/stating.py"/>
        <source>The checkpoint {checkpoint} is not here, or has other weights than when the state was copied; put that one in its place.</source>
        <translation>チェックポイント {checkpoint} がここにないか、状態をコピーしたときと重みが違います。元のものに置き換えてください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/workspace.py"/>
        <source>{name} is a scan: its true shape is not known.</source>
        <translation>{name} はスキャンなので、真の形状は分かりません。</translation>
    </message>
    <message>
        <location filename="../../app/engine/workspace.py"/>
        <source>The device {type} {why}; from now on the processor computes. Take the step again.</source>
        <translation>デバイス {type} {why}。これ以降はプロセッサで計算します。ステップをもう一度進めてください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/workspace.py"/>
        <source>{name} is {dim}D and the checkpoint {name2} is for {dim2}D; choose a {dim}D checkpoint.</source>
        <translation>{name} は{dim}次元ですが、チェックポイント {name2} は{dim2}次元用です。{dim}次元のチェックポイントを選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/workspace.py"/>
        <source>{most_lines} lines are the most that can be looked at side by side; delete one first.</source>
        <translation>並べて見られるラインは {most_lines} 本までです。先に1本を削除してください。</translation>
    </message>
    <message>
        <location filename="../../app/engine/workspace.py"/>
        <source>There is nothing open to observe; open a file first.</source>
        <translation>観測できるものが開かれていません。まずファイルを開いてください。</translation>
    </message>
    <message>
        <location filename="../../app/render/figure.py"/>
        <source>{0} is no kind of figure; choose {1}.</source>
        <translation>{0} は図の形式ではありません。{1} から選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/render/figure.py"/>
        <source>{0} is no range of colours; write fitted, symmetric, or LOW:HIGH, as -0.1:0.1.</source>
        <translation>{0} は色の範囲ではありません。fitted、symmetric、または -0.1:0.1 のように書いてください。</translation>
    </message>
    <message>
        <location filename="../../app/render/meshes.py"/>
        <source>{0} is no kind of mesh; choose {1}.</source>
        <translation>{0} はメッシュの形式ではありません。{1} から選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/render/meshes.py"/>
        <source>There is no surface to write ({0}); choose another step, or PLY.</source>
        <translation>書き出す表面がありません（{0}）。別のステップか、PLY を選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/render/page.py"/>
        <source>Step {0} has no level set yet; wait for it and export again.</source>
        <translation>ステップ {0} の等値面はまだありません。できてから、もう一度書き出してください。</translation>
    </message>
    <message>
        <location filename="../../app/render/recording.py"/>
        <source>A picture has 16 to {0} pixels a side; choose another size.</source>
        <translation>画像の1辺は 16 から {0} ピクセルです。別の大きさを選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/render/recording.py"/>
        <source>A film lasts 0.2 to 120 seconds at 1 to 60 pictures a second; choose others.</source>
        <translation>動画は 0.2 から 120 秒、毎秒 1 から 60 枚です。別の値を選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/render/recording.py"/>
        <source>MP4 needs ffmpeg, which is not here; install it or the Python package imageio-ffmpeg, or choose WebP.</source>
        <translation>MP4 には ffmpeg が必要ですが、ここにありません。ffmpeg か Python パッケージ imageio-ffmpeg をインストールするか、WebP を選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/render/recording.py"/>
        <source>{0} cannot be encoded ({1}).</source>
        <translation>{0} を符号化できません（{1}）。</translation>
    </message>
    <message>
        <location filename="../../app/render/scene_presenter.py"/>
        <source>The true shape</source>
        <translation>真の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/__init__.py"/>
        <source>Branches</source>
        <translation>分岐</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/__init__.py"/>
        <source>Bra&amp;nches</source>
        <translation>分岐(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/__init__.py"/>
        <source>Change one thing from this step on, and keep both lines</source>
        <translation>このステップから1つだけ変えて進め、両方のラインを残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/__init__.py"/>
        <source>Ne&amp;xt Line</source>
        <translation>次のライン(&amp;X)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/__init__.py"/>
        <source>Show the next line of the run at the same step</source>
        <translation>同じステップで、実行の次のラインを表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/__init__.py"/>
        <source>S&amp;ide by Side</source>
        <translation>並べて表示(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/__init__.py"/>
        <source>Show another line beside the shown one, or take it away</source>
        <translation>表示中のラインの横に別のラインを並べるか、片付けます</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Rate scale</source>
        <translation>学習率の倍率</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>A factor on every learned rate</source>
        <translation>学習されたすべての学習率に掛ける倍率</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Another number of observed points</source>
        <translation>観測する点の数を変えます</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>What the steps descend; the curves still show the method's own loss</source>
        <translation>ステップが下げていくもの。曲線は手法本来の損失を示し続けます</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Optimiser</source>
        <translation>最適化手法</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>In place of the learned rates</source>
        <translation>学習された学習率の代わりに使うもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Checkpoint</source>
        <translation>チェックポイント</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Another one, which begins anew at its own start</source>
        <translation>別のチェックポイント。それ自身の初期値から新たに始まります</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Frozen layers</source>
        <translation>固定する層</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Layers that stay as they are</source>
        <translation>変えずに固定する層</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>New branch</source>
        <translation>新しい分岐</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>What is changed</source>
        <translation>変更するもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>The one thing that the new line does otherwise</source>
        <translation>新しいラインで変える1つのこと</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Points of the new line</source>
        <translation>新しいラインの点の数</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>How many points the new line observes: 2 to {most_points:,}</source>
        <translation>新しいラインが観測する点の数: 2 から {most_points:,}</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Loss of the new line</source>
        <translation>新しいラインの損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Optimiser of the new line</source>
        <translation>新しいラインの最適化手法</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Checkpoint of the new line</source>
        <translation>新しいラインのチェックポイント</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Its own</source>
        <translation>手法本来のもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Frozen layers of the new line</source>
        <translation>新しいラインで固定する層</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Layers that stay as they are, 0 the first; Space ticks the chosen one</source>
        <translation>変えずに固定する層（0 が最初）。Space で選んだ層にチェックを付けます</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Branch from the shown step</source>
        <translation>表示中のステップから分岐</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Chan&amp;ge</source>
        <translation>変更(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>&amp;Value</source>
        <translation>値(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source> (first)</source>
        <translation>（最初）</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source> (last)</source>
        <translation>（最後）</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Layer {layer}{end}</source>
        <translation>層 {layer}{end}</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>&amp;Branch from its own start</source>
        <translation>それ自身の初期値から分岐(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>&amp;Branch from step {cursor}</source>
        <translation>ステップ {cursor} から分岐(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Both lines are kept; undo takes the new one away</source>
        <translation>両方のラインが残ります。元に戻すと新しいラインが消えます</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/form.py"/>
        <source>Choose another value than the line has</source>
        <translation>ラインが今持つ値とは別の値を選んでください</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Line</source>
        <translation>ライン</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>The lines of this run; each stands under the one that it left</source>
        <translation>この実行のライン。それぞれ、分かれた元のラインの下に並びます</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Step</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>The shown step, or the last one of a line that is shorter</source>
        <translation>表示中のステップ。それより短いラインでは最後のステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Context loss at that step</source>
        <translation>そのステップでのコンテキスト損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Error</source>
        <translation>誤差</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Held-out mean |error| at that step, against the true shape</source>
        <translation>そのステップでの真の形状に対する検証用の平均 |誤差|</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Lines of the run</source>
        <translation>実行のライン</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Click, or Enter, shows a line; double click, or F2, renames it; Delete removes a branch</source>
        <translation>クリックか Enter でラインを表示、ダブルクリックか F2 で名前を変更、Delete で分岐を削除します</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Rena&amp;me</source>
        <translation>名前を変更(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Rename the chosen line</source>
        <translation>選んだラインの名前を変更</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Give the chosen line a name of its own; an empty one brings the old back (F2)</source>
        <translation>選んだラインに名前を付けます。空にすると元の名前に戻ります（F2）</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Delete the chosen branch</source>
        <translation>選んだ分岐を削除</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Forget the chosen branch; the first line stays. Undo brings it back (Delete)</source>
        <translation>選んだ分岐を捨てます。最初のラインは残ります。元に戻すと復活します（Delete）</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>step {at}: {change}</source>
        <translation>ステップ {at}: {change}</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>{line}, {what}at step {step} of {entries}</source>
        <translation>{line}、{what}ステップ {step} / {entries}</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>shown, </source>
        <translation>表示中、</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>; left at step {at} with {change}</source>
        <translation>。ステップ {at} で分岐（{change}）</translation>
    </message>
    <message>
        <location filename="../../app/tools/branches/panel.py"/>
        <source>Name of the line</source>
        <translation>ラインの名前</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>the true shape is not known</source>
        <translation>真の形状が不明</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>no members yet: press Y</source>
        <translation>メンバーがまだありません：Y キー</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>nothing before step 0</source>
        <translation>ステップ 0 の前はありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>Plain</source>
        <translation>単色</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>One colour for the whole surface</source>
        <translation>表面全体を1つの色で表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>What the colours of the surface stand for</source>
        <translation>表面の色が表すもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>&amp;Colours</source>
        <translation>色(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>from </source>
        <translation>下限 </translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>Low end of the colour range</source>
        <translation>色の範囲の下端</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>up to </source>
        <translation>上限 </translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>High end of the colour range</source>
        <translation>色の範囲の上端</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>Range of the colours, and their map</source>
        <translation>色の範囲とカラーマップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>Fit the range to the shown surface, or choose another colour map; also by a right click on the bar</source>
        <translation>表示中の表面に範囲を合わせる、または別のカラーマップを選びます。カラーバーの右クリックでもできます</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>&amp;Usual range</source>
        <translation>通常の範囲(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>&amp;Fitted to the values</source>
        <translation>値に合わせる(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>&amp;Symmetric about zero</source>
        <translation>ゼロを中心に対称(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>&amp;Typed</source>
        <translation>入力(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>The same for every shape, so that runs can be compared</source>
        <translation>どの形状でも同じ範囲で、実行を比べられます</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>A range that almost all values of the shown surface lie in; it stays at other steps</source>
        <translation>表示中の表面のほとんどの値が入る範囲にします。ほかのステップでも変わりません</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>The same as far to either side, for what is negative or positive</source>
        <translation>正負のある値のための、両側に同じだけの範囲</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>Write the ends of the range beside the list</source>
        <translation>範囲の両端をリストの横で入力します</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>Colour &amp;map</source>
        <translation>カラーマップ(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/colors/panel.py"/>
        <source>The end of the colour range: -100 to 100; an end that passes the other one takes it along</source>
        <translation>色の範囲の端: -100〜100。もう一方の端を越えると、それも一緒に動きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Mean |error|</source>
        <translation>平均 |誤差|</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>held-out mean |error|</source>
        <translation>検証用の平均 |誤差|</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Chamfer × 1000</source>
        <translation>Chamfer × 1000</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>held-out Chamfer × 1000</source>
        <translation>検証用の面取り距離 × 1000</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>held-out IoU</source>
        <translation>検証用の IoU</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Held-out measure</source>
        <translation>検証用の指標</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Which error against the true shape is drawn beside the context loss</source>
        <translation>コンテキスト損失と並べて描く、真の形状に対する誤差</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>&amp;Held-out measure</source>
        <translation>検証用の指標(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Numbers of the shown step</source>
        <translation>表示中のステップの数値</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Lines in the plot</source>
        <translation>グラフのライン</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>{line}, from step {at}</source>
        <translation>{line}、ステップ {at} から</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source> Solid: loss; dashed: error.</source>
        <translation> 実線: 損失、破線: 誤差。</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Nothing is open.</source>
        <translation>何も開かれていません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>Step {cursor}: context loss {context_loss}</source>
        <translation>ステップ {cursor}: コンテキスト損失 {context_loss}</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>{loss}. The held-out error is being measured.</source>
        <translation>{loss}。検証用の誤差を測定しています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>{loss}. There is no held-out error, because the true shape is not known.</source>
        <translation>{loss}。真の形状が不明なので、検証用の誤差はありません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/curves/panel.py"/>
        <source>{loss}; against the true shape: mean |error| {l1}, Chamfer × 1000 {chamfer_x1000}, IoU {iou:.3f}.</source>
        <translation>{loss}。真の形状に対して: 平均 |誤差| {l1}、Chamfer × 1000 {chamfer_x1000}、IoU {iou:.3f}。</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/__init__.py"/>
        <source>Camera of a &amp;Depth Image…</source>
        <translation>深度画像のカメラ(&amp;D)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/__init__.py"/>
        <source>Open a 16-bit grey PNG as the scan that its camera took, by the numbers of that camera</source>
        <translation>16 ビットのグレースケール PNG を、カメラの数値によって、そのカメラのスキャンとして開きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Camera of a Depth Image</source>
        <translation>深度画像のカメラ</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Focal length across, in pixels: above 0, up to 100,000</source>
        <translation>横方向の焦点距離（ピクセル）: 0 より大きく 100,000 まで</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Focal length down, in pixels: above 0, up to 100,000</source>
        <translation>縦方向の焦点距離（ピクセル）: 0 より大きく 100,000 まで</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Middle of the picture across, in pixels: up to 100,000 either side</source>
        <translation>画像の中心の横位置（ピクセル）: ±100,000 まで</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Middle of the picture down, in pixels: up to 100,000 either side</source>
        <translation>画像の中心の縦位置（ピクセル）: ±100,000 まで</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>&amp;Steps of a metre</source>
        <translation>1メートルの段階数(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>1000 where depths are millimetres: up to 100,000</source>
        <translation>深度がミリメートルなら 1000。100,000 まで</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>What the numbers of a camera are</source>
        <translation>カメラの数値について</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>The numbers stand in the manual of a camera, or in a file with its pictures.</source>
        <translation>数値は、カメラの説明書か、画像と一緒のファイルに書かれています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>&amp;Open as a Scan</source>
        <translation>スキャンとして開く(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>&amp;Read a File…</source>
        <translation>ファイルを読み込む(&amp;R)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Open the picture as what the camera saw</source>
        <translation>カメラが見たものとして画像を開きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Take the numbers from a file: a 3 x 3 matrix as text, or JSON</source>
        <translation>数値をファイルから読みます。3 × 3 の行列のテキスト、または JSON</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Leave the picture as it is</source>
        <translation>画像をそのままにします</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Give Its Camera…</source>
        <translation>カメラを指定…</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Numbers of a camera (*.txt *.json)</source>
        <translation>カメラの数値 (*.txt *.json)</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>Read the numbers of a camera</source>
        <translation>カメラの数値を読み込む</translation>
    </message>
    <message>
        <location filename="../../app/tools/depth/dialog.py"/>
        <source>The numbers are those of {name}.</source>
        <translation>{name} の数値です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/__init__.py"/>
        <source>Dials</source>
        <translation>ダイヤル</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/__init__.py"/>
        <source>&amp;Out-of-Distribution Dials</source>
        <translation>分布外ダイヤル(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/__init__.py"/>
        <source>Turn, scale, exchange or spoil the shape; see the error</source>
        <translation>形状を回転、拡大、交換、劣化させて、誤差を見ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/controller.py"/>
        <source>Sweeping the dial</source>
        <translation>ダイヤルを掃引中</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>mean |error|</source>
        <translation>平均 |誤差|</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>context loss</source>
        <translation>コンテキスト損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Dial</source>
        <translation>ダイヤル</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>What is changed of the shape or of how it is observed</source>
        <translation>形状のどこを、または観測の仕方のどこを変えるか</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Error that is drawn</source>
        <translation>描かれる誤差</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Held-out error against the true shape there, or the context loss</source>
        <translation>真の形状に対する検証用の誤差、またはコンテキスト損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>&amp;Dial</source>
        <translation>ダイヤル(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>&amp;Error</source>
        <translation>誤差(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>&amp;Sweep</source>
        <translation>掃引(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Adapt at values over the whole range of the dial; the same button stops it</source>
        <translation>ダイヤルの全範囲の値で適応します。同じボタンで止まります</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Sweep the dial</source>
        <translation>ダイヤルを掃引</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>&amp;Clear</source>
        <translation>消去(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Forget the points of this dial</source>
        <translation>このダイヤルの点を消します</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Clear the curve</source>
        <translation>曲線を消去</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Progress of the sweep</source>
        <translation>掃引の進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Error at this value of the dial</source>
        <translation>ダイヤルのこの値での誤差</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>The turned shape: its level set after the steps, and what was observed of it</source>
        <translation>回した形状: ステップ後の等値面と、観測されたもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Plot of the error by the value of the dial</source>
        <translation>ダイヤルの値に対する誤差のグラフ</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Stop the sweep</source>
        <translation>掃引を停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Dial {name}</source>
        <translation>ダイヤル「{name}」</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>No picture of the shape at {where} yet</source>
        <translation>{where} での形状の図はまだありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>Level set of the shape at {where}</source>
        <translation>{where} での形状の等値面</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>{where}: turn the dial, or sweep it; the dotted line is what changes nothing.</source>
        <translation>{where}: ダイヤルを回すか、掃引してください。点線は何も変えない値です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>, surface {surface}</source>
        <translation>、表面は{surface}</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>context loss {context_loss} after {steps} steps{bad}</source>
        <translation>{steps} ステップ後のコンテキスト損失 {context_loss}{bad}</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>{where}: {loss}. There is no error, because the true shape is not known.</source>
        <translation>{where}: {loss}。真の形状が不明なので、誤差はありません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/dials/panel.py"/>
        <source>mean |error| {l1}, Chamfer × 1000 {chamfer_x1000}, IoU {iou:.3f}</source>
        <translation>平均 |誤差| {l1}、Chamfer × 1000 {chamfer_x1000}、IoU {iou:.3f}</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/__init__.py"/>
        <source>Draw</source>
        <translation>描画</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/__init__.py"/>
        <source>&amp;Draw a Shape</source>
        <translation>形状を描く(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/__init__.py"/>
        <source>Draw a 2D shape on a pad; the adaptation follows the pen</source>
        <translation>パッドに2次元の形状を描きます。適応はペンに追従します</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>&amp;Pen</source>
        <translation>ペン(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Draw the inside of the shape (1)</source>
        <translation>形状の内側を描きます（1）</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>&amp;Eraser</source>
        <translation>消しゴム(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Take ink away: that place is known to be outside (2)</source>
        <translation>インクを消します。そこは外側だと分かっている扱いになります（2）</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>&amp;Unknown</source>
        <translation>未知(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Take knowledge away: what was there is imagined (3)</source>
        <translation>知識を消します。そこにあったものは想像されます（3）</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>&amp;Fill</source>
        <translation>塗りつぶし(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Fill an outline that is closed (4)</source>
        <translation>閉じた輪郭を塗りつぶします（4）</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>pen stroke</source>
        <translation>ペンの線</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>eraser stroke</source>
        <translation>消しゴムの線</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>mark unknown</source>
        <translation>未知の印</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>fill</source>
        <translation>塗りつぶし</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Drawing pad</source>
        <translation>描画パッド</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Drag to draw; with the keyboard, arrow keys move the pen and Enter sets a dot</source>
        <translation>ドラッグで描きます。キーボードでは、矢印キーでペンを動かし、Enter で点を打ちます</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Size of the pen</source>
        <translation>ペンの大きさ</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Radius, box = 2 wide</source>
        <translation>半径。箱の幅は 2</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>U&amp;ndo</source>
        <translation>元に戻す(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Take the last change back (Ctrl+Z)</source>
        <translation>最後の変更を取り消します（Ctrl+Z）</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>An empty pad</source>
        <translation>パッドを空にします</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>&amp;Load an image…</source>
        <translation>画像を読み込む(&amp;L)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Draw on from a picture</source>
        <translation>画像に描き足します</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Take the open &amp;picture</source>
        <translation>開いている画像を使う(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Draw on from the 2D shape that is open</source>
        <translation>開いている2次元の形状に描き足します</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Draw a digit: the network has learned from handwritten ones. Then mark a part Unknown.</source>
        <translation>数字を描いてください。ネットワークは手書き数字から学習しています。そのあと、一部を「未知」にしてみましょう。</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>clear the pad</source>
        <translation>パッドの消去</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Pictures ({dialog_patterns})</source>
        <translation>画像 ({dialog_patterns})</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>Load an image onto the pad</source>
        <translation>画像をパッドに読み込む</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>load {name}</source>
        <translation>{name} を読み込む</translation>
    </message>
    <message>
        <location filename="../../app/tools/draw/panel.py"/>
        <source>{path} is not a picture; load a PNG or JPEG file.</source>
        <translation>{path} は画像ではありません。PNG か JPEG のファイルを読み込んでください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/__init__.py"/>
        <source>Save a Pl&amp;ot…</source>
        <translation>グラフを保存(&amp;O)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/__init__.py"/>
        <source>Save a plot as SVG, PDF, PNG or CSV, for paper or slides</source>
        <translation>グラフを、論文やスライド用に SVG、PDF、PNG、CSV で保存します</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Paper: one column, 8 points</source>
        <translation>論文: 1段組み、8 ポイント</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Slides: 16 to 9, 20 points</source>
        <translation>スライド: 16 対 9、20 ポイント</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Screen</source>
        <translation>画面</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Every plot has this by its right mouse button, or by Tab and the menu key.</source>
        <translation>どのグラフでも、右クリック、または Tab とメニューキーで同じことができます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>As shown</source>
        <translation>表示のとおり</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Fitted to the values</source>
        <translation>値に合わせる</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Symmetric about zero</source>
        <translation>ゼロについて対称</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Typed</source>
        <translation>入力</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Save a Plot</source>
        <translation>グラフを保存</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Plot</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Which of the plots that are seen now</source>
        <translation>今見えているグラフのどれか</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Made for</source>
        <translation>用途</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Size, letters and lines of the figure</source>
        <translation>図の大きさ、文字、線</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Colours of sizes</source>
        <translation>大小の色</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Colour map of what goes from small to large, in the view too</source>
        <translation>小から大への値のカラーマップ。ビューにも使われます</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Colours about zero</source>
        <translation>ゼロ前後の色</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Colour map of what is negative or positive, in the view too</source>
        <translation>負から正への値のカラーマップ。ビューにも使われます</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Range of the colours</source>
        <translation>色の範囲</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Which values the ends of the colour bar stand for</source>
        <translation>カラーバーの両端が表す値</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Typed range</source>
        <translation>入力した範囲</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>The ends of the range, as -0.1:0.1</source>
        <translation>範囲の両端。例: -0.1:0.1</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;Numbers on isolines</source>
        <translation>等値線に数値(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Write the value of an isoline on it, in figures and in the view of a 2D field</source>
        <translation>等値線の値を線の上に書きます。図と、2次元の場のビューで有効です</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;Plot</source>
        <translation>グラフ(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;Made for</source>
        <translation>用途(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;Sizes</source>
        <translation>大小の色(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;About zero</source>
        <translation>ゼロ前後の色(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;Range</source>
        <translation>範囲(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;Save as…</source>
        <translation>名前を付けて保存(&amp;S)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>&amp;Copy Numbers</source>
        <translation>数値をコピー(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Choose a file: SVG, PDF, PNG or CSV</source>
        <translation>ファイルを選びます: SVG、PDF、PNG、CSV</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Put its numbers on the clipboard, as CSV</source>
        <translation>数値を CSV としてクリップボードに入れます</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Close this dialog; what was chosen is remembered</source>
        <translation>このダイアログを閉じます。選んだものは記憶されます</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>No plot is seen now; open a panel that has one, such as Loss and error.</source>
        <translation>今見えているグラフがありません。「損失と誤差」など、グラフのあるパネルを開いてください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Save as &amp;{upper}…</source>
        <translation>{upper} として保存…</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Copy &amp;Numbers</source>
        <translation>数値をコピー(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>How &amp;Figures Are Made…</source>
        <translation>図の作り方(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>Save the plot</source>
        <translation>グラフを保存</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>The figure is in {path}.</source>
        <translation>図を {path} に保存しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>saving the figure</source>
        <translation>図の保存</translation>
    </message>
    <message>
        <location filename="../../app/tools/figures/dialog.py"/>
        <source>The numbers of the plot are on the clipboard, as CSV.</source>
        <translation>グラフの数値を CSV としてクリップボードに入れました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/__init__.py"/>
        <source>&amp;Gallery…</source>
        <translation>ギャラリー(&amp;G)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/__init__.py"/>
        <source>Adapt to a whole data set; the worst results come first</source>
        <translation>データセット全体に適応します。悪い結果から順に並びます</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>Filling the gallery</source>
        <translation>ギャラリーを作成中</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>Opening the gallery</source>
        <translation>ギャラリーを開いています</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>{results} results are in {path}.</source>
        <translation>{results} 件の結果を {path} に書き出しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>writing the table</source>
        <translation>表の書き出し</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>Stopped; {left} shapes are left, Resume goes on.</source>
        <translation>停止しました。{left} 個の形状が残っています。「再開」で続けられます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>Stopped.</source>
        <translation>停止しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>{left} shapes of this gallery have no result yet; Resume goes on.</source>
        <translation>このギャラリーには、まだ結果のない形状が {left} 個あります。「再開」で続けられます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/controller.py"/>
        <source>Complete; kept in {folder}.</source>
        <translation>完了しました。{folder} に保存されています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Test shapes</source>
        <translation>テスト用の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Validation shapes</source>
        <translation>検証用の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Training shapes</source>
        <translation>訓練用の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>As in the window</source>
        <translation>ウィンドウと同じ</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>What is adapted to: files, or shapes of an endless seeded family</source>
        <translation>何に適応するか: ファイル、またはシードから際限なく作られる種類の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Which shapes of the family; nothing was trained on test shapes</source>
        <translation>その種類のどの形状か。テスト用の形状では何も訓練されていません</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>What adapts; that of the window observes as the window does</source>
        <translation>何が適応するか。ウィンドウのものは、ウィンドウと同じように観測します</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Choose the folder or file</source>
        <translation>フォルダーまたはファイルを選択</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>A folder of shapes with those in it, or an MNIST file</source>
        <translation>形状のフォルダー（その下も含む）、または MNIST のファイル</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>First</source>
        <translation>最初</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Number of the first shape: 0 to 999999</source>
        <translation>最初の形状の番号: 0 から 999999</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source> shapes</source>
        <translation> 個</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>How many</source>
        <translation>個数</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>How many shapes from the first on: 1 to 10000</source>
        <translation>最初の形状から数えた形状の個数: 1 から 10000</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source> steps</source>
        <translation> ステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>as trained</source>
        <translation>訓練どおり</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Steps</source>
        <translation>ステップ数</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Gradient steps for each shape: 0 to 5000, or as many as were trained</source>
        <translation>形状ごとの勾配ステップ数: 0 から 5000、または訓練された数</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Refi&amp;ne</source>
        <translation>精密化(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source> members</source>
        <translation> 個</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Spread</source>
        <translation>ばらつき</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Members of each shape, adapted to parts of its points, for its spread: 0 to 32</source>
        <translation>ばらつきを求めるため、点の一部に適応する形状ごとのメンバー数: 0 から 32</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>S&amp;hapes</source>
        <translation>形状(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>F&amp;iles</source>
        <translation>ファイル(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>S&amp;plit</source>
        <translation>分割(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>&amp;First</source>
        <translation>1つ目(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>How &amp;many</source>
        <translation>個数(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Check&amp;point</source>
        <translation>チェックポイント(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>S&amp;teps</source>
        <translation>ステップ数(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Sprea&amp;d</source>
        <translation>ばらつき(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>How they are observed</source>
        <translation>観測のされ方</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Bundled with the program</source>
        <translation>付属の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Family: {name} ({dim}D)</source>
        <translation>種類: {name}（{dim}次元）</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>A folder of shapes</source>
        <translation>形状のフォルダー</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>MNIST pictures</source>
        <translation>MNIST の画像</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Open a shape first.</source>
        <translation>まず形状を開いてください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>as “{kind}”</source>
        <translation>「{kind}」として</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>as the checkpoint was trained</source>
        <translation>チェックポイントの訓練どおりに</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>, {count:,} points</source>
        <translation>、{count:,} 点で</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>{name}: each shape is observed {seen}{points}, seeds from {seed} on.</source>
        <translation>{name}: 各形状を{seen}{points}観測します。シードは {seed} から始まります。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>{more} steps more for each shape, until the observed points fit</source>
        <translation>観測点に合うまで、形状ごとにさらに {more} ステップ進めます</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Refine</source>
        <translation>精密化</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>This checkpoint has no refinement</source>
        <translation>このチェックポイントには精密化がありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Choose a folder of shapes</source>
        <translation>形状のフォルダーを選択</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>MNIST pictures (*ubyte *ubyte.gz *.idx)</source>
        <translation>MNIST の画像 (*ubyte *ubyte.gz *.idx)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/form.py"/>
        <source>Choose MNIST pictures</source>
        <translation>MNIST の画像を選択</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Nothing has been adapted yet: choose shapes at the right, and start.</source>
        <translation>まだ何にも適応していません。右側で形状を選び、開始してください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Gallery</source>
        <translation>ギャラリー</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Results</source>
        <translation>結果</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>A click or Enter opens the run with its observation in the main window</source>
        <translation>クリックか Enter で、その実行を観測とともにメインウィンドウで開きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>How many results of each kind</source>
        <translation>種類ごとの結果の数</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Sort by</source>
        <translation>並べ替え</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>The number by which the results are sorted, and that stands under each</source>
        <translation>結果を並べ替える数値。それぞれの下にも表示されます</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Order</source>
        <translation>順序</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Diverged fields count as the worst; what has no such number comes last either way</source>
        <translation>発散した場は最悪として扱います。その数値を持たないものは、どちらの順序でも最後です</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Show the shapes of one class</source>
        <translation>1つのクラスの形状だけを表示</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Show one way in which adaptations end: ok, clipped, empty, diverged, unusable</source>
        <translation>適応の終わり方の1つだけを表示: 正常、切断、空、発散、使用不可</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Worst first</source>
        <translation>悪い順</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Best first</source>
        <translation>よい順</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>&amp;Export CSV…</source>
        <translation>CSV を書き出す(&amp;E)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Export CSV</source>
        <translation>CSV を書き出す</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Write the results that are shown, in this order, as a table</source>
        <translation>表示中の結果を、この順序の表として書き出します</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>&amp;Sort by</source>
        <translation>並べ替え(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>&amp;Class</source>
        <translation>クラス(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>&amp;Kind</source>
        <translation>種類(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Sta&amp;rt</source>
        <translation>開始(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Res&amp;ume</source>
        <translation>再開(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Adapt to the shapes of this gallery that have no result yet</source>
        <translation>このギャラリーのうち、まだ結果のない形状に適応します</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Open a gallery</source>
        <translation>ギャラリーを開く</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Show a gallery that was filled before, here or by the command line</source>
        <translation>以前にここで、またはコマンドラインで作ったギャラリーを表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Keep &amp;in…</source>
        <translation>保存先(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Keep galleries in</source>
        <translation>ギャラリーの保存先</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Choose the folder in which new galleries are kept</source>
        <translation>新しいギャラリーを保存するフォルダーを選びます</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Progress of the gallery</source>
        <translation>ギャラリーの進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>How many shapes have a result</source>
        <translation>結果のある形状の数</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>State of the gallery</source>
        <translation>ギャラリーの状態</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>New galleries are kept in {from_home}.</source>
        <translation>新しいギャラリーは {from_home} に保存されます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Choose the folder or file first.</source>
        <translation>先にフォルダーまたはファイルを選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Looking for shapes …</source>
        <translation>形状を探しています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Kept in {from_home}.</source>
        <translation>{from_home} に保存されます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>{done} of {total}</source>
        <translation>{total} 件中 {done} 件</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Adapt to these shapes; a gallery with the same settings goes on where it was</source>
        <translation>これらの形状に適応します。同じ設定のギャラリーがあれば、その続きから始めます</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Stop; what has been adapted to is kept</source>
        <translation>停止します。適応済みの結果は残ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>{shown} of {results} shown; {told}</source>
        <translation>{results} 件中 {shown} 件を表示。{told}</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>{name} has no run: {reason}</source>
        <translation>{name} には実行がありません: {reason}</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>{name} is opened in the main window.</source>
        <translation>{name} をメインウィンドウで開きます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Export the results</source>
        <translation>結果を書き出す</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/panel.py"/>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/tiles.py"/>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/tiles.py"/>
        <source>clipped</source>
        <translation>切断</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/tiles.py"/>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/tiles.py"/>
        <source>diverged</source>
        <translation>発散</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/tiles.py"/>
        <source>unusable</source>
        <translation>使用不可</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/tiles.py"/>
        <source>{name}, class {label}: {kind}</source>
        <translation>{name}、クラス {label}: {kind}</translation>
    </message>
    <message>
        <location filename="../../app/tools/gallery/tiles.py"/>
        <source>observed as {observed}, after step {step}</source>
        <translation>観測: {observed}、ステップ {step} の後</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Inspect</source>
        <translation>検査</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>I&amp;nspect</source>
        <translation>検査(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Open the panel of errors, slices and exact numbers</source>
        <translation>誤差、断面、正確な数値のパネルを開きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>S&amp;wap Surface and Truth</source>
        <translation>表面と真の形状を入れ替え(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Show the true shape in the place of the surface, and back</source>
        <translation>表面の場所に真の形状を表示し、もう一度で戻します</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>&amp;Blink</source>
        <translation>点滅(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Swap surface and truth again and again</source>
        <translation>表面と真の形状を繰り返し入れ替えます</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Colour Points by &amp;Residual</source>
        <translation>点を残差で色分け(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Colour what was observed by how far the field is from it</source>
        <translation>観測されたものを、場との差で色分けします</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>&amp;Slice Plane</source>
        <translation>断面(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Show the field on a plane, with isolines</source>
        <translation>場を平面上に等値線とともに表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Slice &amp;Forward</source>
        <translation>断面を前へ(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Move the slice plane along its arrow</source>
        <translation>断面を矢印の向きに動かします</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Slice Bac&amp;kward</source>
        <translation>断面を後ろへ(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Move the slice plane against its arrow</source>
        <translation>断面を矢印と逆向きに動かします</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>&amp;Numbers under the Mouse</source>
        <translation>マウスの下の数値(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Read exact numbers where the mouse is</source>
        <translation>マウスの位置の正確な数値を読みます</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Numbers at the &amp;Centre</source>
        <translation>中央の数値(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/__init__.py"/>
        <source>Read exact numbers at the middle of the view</source>
        <translation>ビューの中央の正確な数値を読みます</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>&amp;None</source>
        <translation>なし(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>The surface in its own colours</source>
        <translation>表面をそのままの色で表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Surface → t&amp;ruth</source>
        <translation>表面 → 真の形状(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Colour the surface by its distance to the true shape: what is too much</source>
        <translation>真の形状までの距離で表面に色を付けます: 余分にあるもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Tr&amp;uth → surface</source>
        <translation>真の形状 → 表面(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Colour the true shape by its distance to the surface: what is missing</source>
        <translation>表面までの距離で真の形状に色を付けます: 欠けているもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Across x</source>
        <translation>x に垂直</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Across y</source>
        <translation>y に垂直</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Across z</source>
        <translation>z に垂直</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Free</source>
        <translation>任意の向き</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>The level set at this value of the field: outward where it is positive</source>
        <translation>場のこの値での等値面。正の値では外側になります</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Iso-value</source>
        <translation>等値</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Error against the true shape</source>
        <translation>真の形状に対する誤差</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Surface → truth</source>
        <translation>表面 → 真の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Truth → surface</source>
        <translation>真の形状 → 表面</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Observed points</source>
        <translation>観測点</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Colour them by &amp;residual</source>
        <translation>残差で色分け(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Colour the observed points by residual</source>
        <translation>観測点を残差で色分け</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>How far the field is from what was observed</source>
        <translation>場が観測された値からどれだけ離れているか</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Slice plane</source>
        <translation>断面</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>&amp;Show the field on a plane</source>
        <translation>場を平面上に表示(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Show the slice plane</source>
        <translation>断面を表示</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>The field as a heat map with isolines; drag its knob in the view</source>
        <translation>場をヒートマップと等値線で示します。ビューの中のつまみをドラッグできます</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Direction of the slice</source>
        <translation>断面の向き</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Across an axis of the box, or any direction</source>
        <translation>箱の軸に垂直、または任意の向き</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Place of the slice</source>
        <translation>断面の位置</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Distance from the centre</source>
        <translation>中心からの距離</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Azimuth of the slice</source>
        <translation>断面の方位角</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Turn about the vertical axis; 0° faces the front</source>
        <translation>鉛直軸のまわりの回転。0° で正面を向きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Tilt of the slice</source>
        <translation>断面の傾き</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Tilt; 90° is horizontal</source>
        <translation>傾き。90° で水平になります</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>&amp;Face the view</source>
        <translation>こちらに向ける(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Face the view</source>
        <translation>こちらに向ける</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Turn the slice so that you look straight on it</source>
        <translation>断面を正面から見られる向きに回します</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Cut the surface &amp;open</source>
        <translation>表面を切り開く(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Cut the surface open</source>
        <translation>表面を切り開く</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Take away the half of the surface that hides the slice</source>
        <translation>断面を隠している側の表面の半分を取り去ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Across</source>
        <translation>向き</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Azimuth</source>
        <translation>方位角</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Tilt</source>
        <translation>傾き</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Exact numbers</source>
        <translation>正確な数値</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Under the &amp;mouse</source>
        <translation>マウスの下(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Exact numbers under the mouse</source>
        <translation>マウスの下の正確な数値</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Position, field, slope and distances where the mouse is</source>
        <translation>マウスの場所の位置、場の値、傾き、距離</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>A 2D field is shown whole: heat map and isolines are there anyway.</source>
        <translation>2次元の場は全体が表示されています。ヒートマップと等値線はいつも見えます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>The true shape is not known here.</source>
        <translation>ここでは真の形状が分かりません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Choose a direction to measure.</source>
        <translation>測る向きを選んでください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Measured when nothing moves …</source>
        <translation>動きが止まると測定します…</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>In units of the box, which is 2 wide.</source>
        <translation>箱の幅を 2 とする単位です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>Field minus what was observed; 0 within what is known.</source>
        <translation>場から観測値を引いたもの。分かっている範囲の中では 0 です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/panel.py"/>
        <source>RMS {rms}, largest {worst} of {found:,} points (box = 2).</source>
        <translation>{found:,} 点の RMS {rms}、最大 {worst}（箱の幅は 2）。</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>On the surface</source>
        <translation>表面の上</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>On the true shape</source>
        <translation>真の形状の上</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>On the slice</source>
        <translation>断面の上</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>In the field</source>
        <translation>場の中</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>Lengths in units of the box, which is 2 wide</source>
        <translation>長さは、箱の幅を 2 とする単位です</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>Nothing is hit here</source>
        <translation>ここには何もありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>In the file:</source>
        <translation>ファイルの中:</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>Field:</source>
        <translation>場の値:</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>Slope:</source>
        <translation>傾き:</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>{slope:.4f} (eikonal residual {eikonal:.4f})</source>
        <translation>{slope:.4f}（アイコナール残差 {eikonal:.4f}）</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>To the truth:</source>
        <translation>真の形状まで:</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/readout.py"/>
        <source>To the observed:</source>
        <translation>観測点まで:</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/requests.py"/>
        <source>Moving the level set</source>
        <translation>等値面を動かしています</translation>
    </message>
    <message>
        <location filename="../../app/tools/inspect/requests.py"/>
        <source>Measuring the error</source>
        <translation>誤差を測定中</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/__init__.py"/>
        <source>Lesson</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/__init__.py"/>
        <source>&amp;Lessons</source>
        <translation>レッスン(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/__init__.py"/>
        <source>Open or close the lessons at the side</source>
        <translation>横のレッスンを開く、または閉じます</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/__init__.py"/>
        <source>&amp;Next Page</source>
        <translation>次のページ(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/__init__.py"/>
        <source>Go on in the lesson: the page's answer, then the next page</source>
        <translation>レッスンを進めます。まずページの答え、次に次のページです</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/__init__.py"/>
        <source>Previous Pa&amp;ge</source>
        <translation>前のページ(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/__init__.py"/>
        <source>Go back to the page before</source>
        <translation>前のページに戻ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/controller.py"/>
        <source>Open a lesson</source>
        <translation>レッスンを開く</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/controller.py"/>
        <source>Lesson (*.toml)</source>
        <translation>レッスン (*.toml)</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>the shape {0} of {1} is neither beside the lesson nor among the samples</source>
        <translation>{1} の形状 {0} は、レッスンの横にもサンプルの中にもありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>{0} is not a usable lesson</source>
        <translation>{0} はレッスンとして使えません</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>docs/lessons.md tells the form</source>
        <translation>形式は docs/lessons.md にあります</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>{0} has an answer that is none of its {1} choices (the first is 1)</source>
        <translation>{0} の答えが {1} 個の選択肢のどれでもありません（最初は 1）</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>{0} needs both a question and a reveal, or neither</source>
        <translation>{0} には question と reveal の両方が必要です（または両方なし）</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>the checkpoint {0} of {1} is neither beside the lesson nor bundled</source>
        <translation>{1} のチェックポイント {0} は、レッスンの横にも付属のものの中にもありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>the lesson has no [[page]]</source>
        <translation>レッスンに [[page]] がありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/pages.py"/>
        <source>{0} names the {1} {2}; there are {3}</source>
        <translation>{0} に {1} {2} とありますが、あるのは {3} です</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Open a lesson file…</source>
        <translation>レッスンのファイルを開く…</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Which lesson is played</source>
        <translation>どのレッスンを表示するか</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Title of the page</source>
        <translation>ページの題名</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Text of the lesson</source>
        <translation>レッスンの本文</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Switch</source>
        <translation>切り替え</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Shows the same shape another way</source>
        <translation>同じ形状を別の見せ方で表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Question</source>
        <translation>問題</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Answers</source>
        <translation>選択肢</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Choose before you look at the answer</source>
        <translation>答えを見る前に選んでください</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Show the answer</source>
        <translation>答えを見る</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>What really happens, and why</source>
        <translation>実際に何が起こるか、そしてその理由</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Answer</source>
        <translation>答え</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>The page before</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>The next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Leave the lesson; everything that it hid comes back</source>
        <translation>レッスンを終えます。隠したものはすべて戻ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Choose a lesson…</source>
        <translation>レッスンを選択…</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>{page} of {last}</source>
        <translation>{page} / {last}</translation>
    </message>
    <message>
        <location filename="../../app/tools/lesson/panel.py"/>
        <source>Choose a lesson above. Each page says what to look at, sets the window up for it, and lets you try it yourself.

A lesson is a text file; `docs/lessons.md` tells how to write one.</source>
        <translation>上でレッスンを選んでください。各ページは、何を見ればよいかを示し、そのためにウィンドウを準備します。自分で試すこともできます。

レッスンはテキストファイルです。書き方は `docs/lessons.md` にあります。</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Dense</source>
        <translation>密</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Exact signed distances at points in the whole volume</source>
        <translation>空間全体の点での厳密な符号付き距離</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Points of the whole surface, nothing else</source>
        <translation>表面全体の点だけ</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Sides</source>
        <translation>表裏</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Points of the whole surface; from where one can look out between them tells which side is outside</source>
        <translation>表面全体の点。点の間から外を見通せるかどうかで、どちらが外側かを判断します</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Normals</source>
        <translation>法線</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Points of the whole surface with the side they face, and what that tells of the space</source>
        <translation>表面全体の点とその向き、そしてそこから分かる空間の情報</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Scan</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>One view of a depth camera: the visible surface, the free space before it, solid just behind it</source>
        <translation>深度カメラの1つの視点: 見えている表面、その手前の空いた空間、すぐ後ろの中身</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Half</source>
        <translation>一部分</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Distances in one part; the rest is hidden</source>
        <translation>一部分の距離。残りは隠されます</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>As it is</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>What the file itself holds: its points, with what is known beside them</source>
        <translation>ファイルそのものが持つもの: 点と、あわせて分かっていること</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>{count:,} on the surface</source>
        <translation>表面の上 {count:,}</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>{count:,} with an exact distance</source>
        <translation>厳密な距離つき {count:,}</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>{count:,} with bounds of the distance</source>
        <translation>距離の上下限つき {count:,}</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Points: {counts}.</source>
        <translation>点: {counts}。</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Kind of observation</source>
        <translation>観測の種類</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Number of points</source>
        <translation>点の数</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>How many points are observed: 2 to 16,384</source>
        <translation>観測する点の数: 2 から 16,384</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>The same seed gives the same points (and the same camera of a scan): 0 to 999,999</source>
        <translation>同じシードなら点も（スキャンのカメラも）同じです: 0 から 999,999</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Another seed</source>
        <translation>別のシード</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Another seed: other points, another camera</source>
        <translation>別のシード: 別の点、別のカメラになります</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>What is observed</source>
        <translation>観測されているもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>Poi&amp;nts</source>
        <translation>点の数(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>S&amp;eed</source>
        <translation>シード(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>{views} views of a depth camera: the visible surface and the free space before it</source>
        <translation>深度カメラの {views} つの視点: 見えている表面と、その手前の空いた空間</translation>
    </message>
    <message>
        <location filename="../../app/tools/observe/panel.py"/>
        <source>{words}. {counts}</source>
        <translation>{words}。{counts}</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/__init__.py"/>
        <source>Train</source>
        <translation>訓練</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/controller.py"/>
        <source>The training failed: {fault}</source>
        <translation>訓練に失敗しました: {fault}</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/controller.py"/>
        <source>The training is complete.</source>
        <translation>訓練が完了しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Trains the start φ₀ and the step sizes of a small 2D net on random outlines, in a process of its own. The pictures show three outlines that it is not trained on.</source>
        <translation>小さな2次元ネットワークの初期値 φ₀ とステップ幅を、別のプロセスで、ランダムな輪郭を使って訓練します。図は、訓練に使わない3つの輪郭です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Seed of the training</source>
        <translation>訓練のシード</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>The same seed gives the same training: 0 to 999,999</source>
        <translation>同じシードなら訓練も同じです: 0 から 999,999</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source> outer steps</source>
        <translation> 外側ステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>How long to train: 100 to 20,000 outer steps</source>
        <translation>訓練の長さ: 100 から 20,000 外側ステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>&amp;Length</source>
        <translation>長さ(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Start the outer loop from a random net</source>
        <translation>ランダムなネットワークから外側ループを始めます</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Start the training</source>
        <translation>訓練を開始</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>End the training; the last checkpoint stays</source>
        <translation>訓練を終えます。最後のチェックポイントは残ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Stop the training</source>
        <translation>訓練を停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Use</source>
        <translation>使う</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Adapt the last checkpoint of this training in the view</source>
        <translation>この訓練の最後のチェックポイントをビューで適応させます</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Use the checkpoint</source>
        <translation>チェックポイントを使う</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Progress of the training</source>
        <translation>訓練の進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Not trained yet.</source>
        <translation>まだ訓練していません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>State of the training</source>
        <translation>訓練の状態</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Starting …</source>
        <translation>開始しています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Outer step {step:,} of {total:,}, query loss {mean} (mean of the last 20)</source>
        <translation>外側ステップ {step:,} / {total:,}、クエリ損失 {mean}（直近 20 回の平均）</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Stopped after {count:,} outer steps.</source>
        <translation>{count:,} 外側ステップで停止しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Start φ₀</source>
        <translation>初期値 φ₀</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>After K steps</source>
        <translation>K ステップ後</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>Fields of the last snapshot</source>
        <translation>最後のスナップショットの場</translation>
    </message>
    <message>
        <location filename="../../app/tools/outer_loop/panel.py"/>
        <source>After outer step {step}: mean error of the adapted fields {join}</source>
        <translation>外側ステップ {step} の後: 適応した場の平均誤差 {join}</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/__init__.py"/>
        <source>Over time</source>
        <translation>時間の流れ</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/__init__.py"/>
        <source>What the S&amp;teps Did</source>
        <translation>ステップがしたこと(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/__init__.py"/>
        <source>A film of the steps, their surfaces, and what pulled</source>
        <translation>ステップの動画、それぞれの表面、引いた点を見ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/__init__.py"/>
        <source>S&amp;urfaces of All Steps</source>
        <translation>全ステップの表面(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/__init__.py"/>
        <source>Show the surfaces of the steps at once, early ones dark</source>
        <translation>すべてのステップの表面を一度に表示します。初めのものほど暗くなります</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/__init__.py"/>
        <source>Points That &amp;Pulled</source>
        <translation>引いた点(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/__init__.py"/>
        <source>Show which observed points made the last step</source>
        <translation>どの観測点が最後のステップを作ったかを示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/overlay.py"/>
        <source>Pull of points</source>
        <translation>点の引き</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/overlay.py"/>
        <source>1 is the mean</source>
        <translation>平均が 1</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/overlay.py"/>
        <source>Share of each observed point in the gradient, times their number; negative pulls against the step</source>
        <translation>各観測点が勾配に占める割合に、点の数を掛けたもの。負の値はステップに逆らって引いています</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Drag the slider, or let the film run: only recorded steps are shown, nothing is computed.</source>
        <translation>スライダーをドラッグするか、動画を再生してください。記録済みのステップだけが表示され、何も計算されません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>&amp;Film</source>
        <translation>動画(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Show the recorded steps one after the other, again and again</source>
        <translation>記録済みのステップを順番に、繰り返し表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Step of the film</source>
        <translation>動画のステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Scrub through the recorded steps</source>
        <translation>記録済みのステップをたどります</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Surfaces of all &amp;steps</source>
        <translation>全ステップの表面(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Onion skins of at most 8 steps: early ones dark, late ones bright</source>
        <translation>最大8ステップの重ね描き: 初めは暗く、後は明るく</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Colours: how far it &amp;moved since the start</source>
        <translation>色: 初期値からの移動量(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Length of the way that each place of the surface came through all steps so far</source>
        <translation>表面の各場所が、これまでの全ステップで動いた道のりの長さ</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Points that &amp;pulled</source>
        <translation>引いた点(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Observed points by their share in the gradient of the step that led here: larger and red pulled more than the mean point, blue against</source>
        <translation>ここに至ったステップの勾配に占める割合で示した観測点。大きく赤い点は平均より強く引き、青い点は逆らって引きました</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>What the steps did</source>
        <translation>ステップがしたこと</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Step {cursor} of {last} recorded.</source>
        <translation>ステップ {cursor}（記録済み {last}）。</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Its surface moved {half} since the start (median), {far} at 95 %.</source>
        <translation>表面は初期値から {half}（中央値）、95 % 点では {far} 動きました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>No step was taken yet, so no point has pulled.</source>
        <translation>まだステップを進めていないので、引いた点はありません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>Half of the pull came from {strongest:,} of {shares:,} observed points; {against:,} pulled against the step.</source>
        <translation>引いた量の半分は、{shares:,} 個の観測点のうち {strongest:,} 個によるものです。{against:,} 個はステップに逆らって引きました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>The shares of the points are being computed.</source>
        <translation>点の割合を計算しています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/over_time/panel.py"/>
        <source>The shares of the points are not there: this method follows no gradient by its weights.</source>
        <translation>点の割合はありません。この手法は、重みについての勾配に従っていません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/__init__.py"/>
        <source>Train on &amp;My Shapes…</source>
        <translation>自分の形状で訓練(&amp;M)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/__init__.py"/>
        <source>Train a net on a folder of your own meshes</source>
        <translation>自分のメッシュのフォルダーでネットワークを訓練します</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/controller.py"/>
        <source>it was stopped</source>
        <translation>停止されました</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/controller.py"/>
        <source>preparing the training</source>
        <translation>訓練の準備</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/controller.py"/>
        <source>{folder} holds no training of your own meshes</source>
        <translation>{folder} には、自分のメッシュでの訓練がありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Points on the surface</source>
        <translation>表面の点</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Points and their sides</source>
        <translation>点と表裏</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Points with normals</source>
        <translation>法線付きの点</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>One depth scan</source>
        <translation>1回の深度スキャン</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Distances all around</source>
        <translation>まわり全体の距離</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Observed</source>
        <translation>観測</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>What the net will see of a shape, in training and afterwards</source>
        <translation>訓練のときと、その後に、ネットワークが形状について見るもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Begin from</source>
        <translation>出発点</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>The net whose start and step sizes are gone on from</source>
        <translation>この初期値とステップ幅のネットワークから続けます</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source> minutes</source>
        <translation> 分</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Minutes</source>
        <translation>分</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>How long to train, besides some minutes of preparing: 0.1 to 600 minutes</source>
        <translation>準備の数分のほかに、どれだけ訓練するか: 0.1 から 600 分</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>What the checkpoint will be called</source>
        <translation>チェックポイントの名前</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>&amp;Observed</source>
        <translation>観測(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>Train &amp;for</source>
        <translation>訓練時間(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>&amp;Begin from</source>
        <translation>出発点(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/form.py"/>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>A new training</source>
        <translation>新しい訓練</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Choose a folder of at least {fewest} meshes of one kind. A net learns from most of them, and from furniture; a few are kept out, and shown while it learns. It goes on while this window is closed; paused, it can be gone on with after the program was closed.</source>
        <translation>同じ種類のメッシュが {fewest} 個以上あるフォルダーを選んでください。ネットワークはその大部分と、家具から学習します。一部は訓練に使わず、学習の様子を見せるのに使います。このウィンドウを閉じても訓練は続きます。一時停止すれば、プログラムを閉じた後でも続きから始められます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Train on My Shapes</source>
        <translation>自分の形状で訓練</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Train on my shapes</source>
        <translation>自分の形状で訓練</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Training</source>
        <translation>訓練</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>A new training, or one that was begun before</source>
        <translation>新しい訓練、または以前に始めた訓練</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>What this is</source>
        <translation>この訓練について</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>&amp;Train</source>
        <translation>訓練(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>&amp;Stop and Keep</source>
        <translation>停止して残す(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>&amp;Use</source>
        <translation>使う(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Try on Another &amp;Shape…</source>
        <translation>別の形状で試す(&amp;S)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Prepare the meshes and train; or go on where it was paused</source>
        <translation>メッシュを準備して訓練します。一時停止していれば、そこから続けます</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Stop for now; it can be gone on with, also after the program was closed</source>
        <translation>いったん止めます。プログラムを閉じた後でも続きから始められます</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Stop and keep</source>
        <translation>停止して残す</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Stop, and keep the net as it was saved last</source>
        <translation>停止し、最後に保存されたネットワークを残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Adapt this net in the main window: to the shape that is shown there, if it fits</source>
        <translation>このネットワークをメインウィンドウで、表示中の形状に合うなら、それに適応させます</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Try on another shape</source>
        <translation>別の形状で試す</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Open one more mesh, and race this net against what it began from</source>
        <translation>もう1つのメッシュを開き、このネットワークと出発点を競走させます</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>{step:,} of {total:,} steps</source>
        <translation>{total:,} ステップ中 {step:,}</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>not prepared yet</source>
        <translation>準備前</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>complete</source>
        <translation>完了</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Meshes of {from_home}</source>
        <translation>{from_home} のメッシュ</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Writing the training file …</source>
        <translation>訓練ファイルを書いています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>The net is kept</source>
        <translation>ネットワークを残しました</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Paused</source>
        <translation>一時停止しました</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>{what} after {step:,} of {total} steps.</source>
        <translation>{what}: {total} ステップ中 {step:,} の後。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>It failed: {fault}</source>
        <translation>失敗しました: {fault}</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>The training is complete. {verdict}</source>
        <translation>訓練が完了しました。{verdict}</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Meshes ({dialog_patterns})</source>
        <translation>メッシュ ({dialog_patterns})</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>Choose a shape that was not in the folder</source>
        <translation>フォルダーになかった形状を選択</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/panel.py"/>
        <source>&amp;Go On</source>
        <translation>続ける(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>How far the preparing or the training is</source>
        <translation>準備または訓練がどこまで進んだか</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>paused</source>
        <translation>中断</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>after {step:,} of {total:,} steps</source>
        <translation>{total:,} ステップ中 {step:,} の後</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>{name} is {done}, {after}. {verdict}</source>
        <translation>{name}: {done}、{after}。{verdict}</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>Loading the unseen pieces …</source>
        <translation>訓練に使わない形状を読み込んでいます…</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>Finding out how long a step takes …</source>
        <translation>1ステップにかかる時間を測っています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>your meshes</source>
        <translation>自分のメッシュ</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>furniture</source>
        <translation>家具</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>Preparing {what}: {told:,} of {told2:,} are sampled.</source>
        <translation>{what}を準備中: {told2:,} 個中 {told:,} 個のサンプルができました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/progress.py"/>
        <source>Step {step:,} of {total:,}, {left}; query loss {mean} (mean of the last 20).</source>
        <translation>ステップ {step:,} / {total:,}、{left}。クエリ損失 {mean}（直近 20 回の平均）。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Triangles</source>
        <translation>三角形</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Can it be used?</source>
        <translation>使えるか</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>&amp;Choose a Folder…</source>
        <translation>フォルダーを選択(&amp;C)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Stop Rea&amp;ding</source>
        <translation>読み込みを停止(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Choose a folder</source>
        <translation>フォルダーを選択</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>A folder with meshes in it or below: PLY, OBJ, STL, OFF, GLB</source>
        <translation>メッシュのあるフォルダー（その下も含む）: PLY、OBJ、STL、OFF、GLB</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Stop reading</source>
        <translation>読み込みを停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Keep what was read so far</source>
        <translation>ここまでに読み込んだものを残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>What was read</source>
        <translation>読み込んだもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Meshes</source>
        <translation>メッシュ</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Every mesh of the folder, and why some cannot be used</source>
        <translation>フォルダーのすべてのメッシュと、使えないものの理由</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Choose a folder of meshes</source>
        <translation>メッシュのフォルダーを選択</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Reading {from_home} …</source>
        <translation>{from_home} を読み込んでいます…</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>no: {reason}</source>
        <translation>いいえ: {reason}</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Read {row:,} of {total:,}: {usable:,} can be used.</source>
        <translation>{total:,} 個中 {row:,} 個を読み込みました。{usable:,} 個が使えます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>{usable:,} of {total:,} meshes in {from_home} can be used.</source>
        <translation>{from_home} のメッシュ {total:,} 個のうち {usable:,} 個が使えます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source> Training needs at least {fewest}.</source>
        <translation>訓練には {fewest} 個以上が必要です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/own_shapes/survey_table.py"/>
        <source>Not all was read: {fault}. {found}{few}</source>
        <translation>すべては読み込めませんでした: {fault}。{found}{few}</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/__init__.py"/>
        <source>Place a scan</source>
        <translation>スキャンを配置</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/__init__.py"/>
        <source>&amp;Place a Scan</source>
        <translation>スキャンを配置(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/__init__.py"/>
        <source>Say which way is up in a raw scan, tilt, turn, move and scale it</source>
        <translation>生のスキャンでどちらが上かを示し、傾け、回し、動かし、大きさを変えます</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/controller.py"/>
        <source>Trying 24 turns …</source>
        <translation>24 通りの向きを試しています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/controller.py"/>
        <source>Searching the turn</source>
        <translation>向きを探しています</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/controller.py"/>
        <source>Best so far: {signed:.0f}°, context loss {loss}.</source>
        <translation>ここまでの最良: {signed:.0f}°、コンテキスト損失 {loss}。</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/controller.py"/>
        <source>The search was stopped; nothing was changed.</source>
        <translation>探索を停止しました。何も変わっていません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/controller.py"/>
        <source>Turned to {signed:.0f}°: context loss {loss}; next best {signed2:.0f}°, {loss2}.</source>
        <translation>{signed:.0f}° に回しました: コンテキスト損失 {loss}。次点は {signed2:.0f}°、{loss2}。</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/controller.py"/>
        <source> They fit about equally well: look at both.</source>
        <translation>どちらも同じくらい合っています。両方を見比べてください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Up axis of the file</source>
        <translation>ファイルの上方向の軸</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>The axis of the file that points up; many depth cameras have y down</source>
        <translation>ファイルで上を向く軸。多くの深度カメラでは y が下を向きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>up</source>
        <translation>上</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>down</source>
        <translation>下</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Turn</source>
        <translation>回転</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Turn about the vertical</source>
        <translation>鉛直軸のまわりに回す</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Tilt forward</source>
        <translation>前への傾き</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Tilt about red: the top comes to the front</source>
        <translation>赤い軸のまわりの傾き: 上端が手前に来ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Tilt sideways</source>
        <translation>横への傾き</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Tilt about blue: the top goes to the left</source>
        <translation>青い軸のまわりの傾き: 上端が左へ行きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Factor of the size</source>
        <translation>大きさの倍率</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Move along {axis}</source>
        <translation>{axis}の向きに動かす</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Move along {axis}, box from -1 to 1</source>
        <translation>{axis}の向きに動かします。箱は -1 から 1 です</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>As it was &amp;loaded</source>
        <translation>読み込んだときの状態(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Undo every change of place</source>
        <translation>配置の変更をすべて取り消します</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>By &amp;hand</source>
        <translation>手で動かす(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>A box in the view: its middle knob moves the scan, the others size it, its faces turn it</source>
        <translation>ビューの中の箱。中央のつまみで動かし、ほかのつまみで大きさを変え、面で回します</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>&amp;Find the turn</source>
        <translation>回転を求める(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Adapt at 24 turns and keep the one whose observed points fit best</source>
        <translation>24 通りの向きで適応し、観測点に最もよく合う向きを残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Progress of the search</source>
        <translation>探索の進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>About the place</source>
        <translation>配置について</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>File has</source>
        <translation>ファイルの上</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Left-right</source>
        <translation>左右</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Up-down</source>
        <translation>上下</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Front-back</source>
        <translation>前後</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>Raw 3D scans are placed; meshes and pictures have their place already.</source>
        <translation>配置できるのは生の3次元スキャンです。メッシュと画像の位置は決まっています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>The cross in the view: green is up, blue is the front, red is right.</source>
        <translation>ビューの中の十字: 緑が上、青が前、赤が右です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/place/panel.py"/>
        <source>&amp;Stop the search</source>
        <translation>探索を停止(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/__init__.py"/>
        <source>Ra&amp;ce…</source>
        <translation>競走(&amp;C)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/__init__.py"/>
        <source>Let several methods adapt to the same observation</source>
        <translation>いくつかの手法を同じ観測に適応させます</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/controller.py"/>
        <source>Racing</source>
        <translation>競走中</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/controller.py"/>
        <source>All have ended: </source>
        <translation>すべて終わりました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/controller.py"/>
        <source>Stopped: </source>
        <translation>停止しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/controller.py"/>
        <source>{words}the clock counts the methods' own time, without surfaces and drawing.</source>
        <translation>{words}時計は手法自身の時間を数え、表面の抽出と描画は含みません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>running</source>
        <translation>進行中</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>finished</source>
        <translation>完走</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>stopped at the limit</source>
        <translation>上限で停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Race</source>
        <translation>競走</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Who races</source>
        <translation>競走する手法</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Tick one to {most_lanes} methods; Space ticks the chosen line</source>
        <translation>1 から {most_lanes} の手法にチェックを付けます。Space で選んだ行に付きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Clock</source>
        <translation>時計</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>In turn, one step each; or always the one that has used the least time of its own</source>
        <translation>順番に1ステップずつ、または、自身の時間を最も使っていないものから</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>By steps</source>
        <translation>ステップごとに</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>On one clock</source>
        <translation>1つの時計で</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Most steps</source>
        <translation>最大ステップ数</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Nobody takes more steps: 1 to 5000</source>
        <translation>どれもこれより多くは進みません: 1 から 5000</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Most time</source>
        <translation>最大時間</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Nobody computes longer, on one clock: 0.05 to 600 seconds of its own time</source>
        <translation>1つの時計では、どれもこれより長くは計算しません: 自身の時間で 0.05 から 600 秒</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>&amp;Refine</source>
        <translation>精密化(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Methods that know how go on past their trained steps until the points fit</source>
        <translation>できる手法は、訓練されたステップの先へ、点に合うまで進みます</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Let them race on the observation that is open; the same button stops them</source>
        <translation>開いている観測で競走させます。同じボタンで止まります</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Start the race</source>
        <translation>競走を開始</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Open a shape, tick the methods, and start.</source>
        <translation>形状を開き、手法にチェックを付けて開始してください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>State of the race</source>
        <translation>競走の状態</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>&amp;Who races</source>
        <translation>競走する手法(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Tick one to {most_lanes} methods, and start.
Each has a view here, all turned by one camera.</source>
        <translation>1 から {most_lanes} の手法にチェックを付けて開始してください。
それぞれのビューがここに並び、1つのカメラで回ります。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>On the open observation: {name}, {points:,} points.</source>
        <translation>開いている観測: {name}、{points:,} 点。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Those that refine go on after their trained steps, until the points fit or at the limit</source>
        <translation>精密化できるものは、訓練されたステップの後、点に合うか上限に達するまで進みます</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>None of the ticked methods has a refinement</source>
        <translation>チェックを付けた手法には、精密化のできるものがありません</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Tick one to {most_lanes} methods.</source>
        <translation>1 から {most_lanes} の手法にチェックを付けてください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Racing …</source>
        <translation>競走中…</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>own time of the method, s</source>
        <translation>手法自身の時間、秒</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Errors of the race</source>
        <translation>競走の誤差</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>error {error}</source>
        <translation>誤差 {error}</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>error {error}, IoU {iou:.3f}</source>
        <translation>誤差 {error}、IoU {iou:.3f}</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>step {step}, {seconds:.3f} s, {found}, {ends}</source>
        <translation>ステップ {step}、{seconds:.3f} 秒、{found}、{ends}</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>{seconds:.2f} s of at most {seconds2:g}</source>
        <translation>{seconds:.2f} 秒（最大 {seconds2:g} 秒）</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>step {step} of at most {steps}</source>
        <translation>ステップ {step}（最大 {steps}）</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Racing: {far}.</source>
        <translation>競走中: {far}。</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/panel.py"/>
        <source>Stop the race</source>
        <translation>競走を停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/race/views.py"/>
        <source>Plot of the race</source>
        <translation>競走のグラフ</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/__init__.py"/>
        <source>&amp;Record…</source>
        <translation>記録(&amp;R)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/__init__.py"/>
        <source>Write a picture, a film, surfaces or a page for a browser</source>
        <translation>画像、動画、表面、またはブラウザー用のページを書き出します</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/__init__.py"/>
        <source>&amp;Export Page…</source>
        <translation>ページを書き出す(&amp;E)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/__init__.py"/>
        <source>Write all steps as one page for any browser (HTML), to step and turn</source>
        <translation>すべてのステップを、どのブラウザーでも進めて回せる1つのページ（HTML）に書き出します</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Picture of this step (PNG)</source>
        <translation>このステップの画像（PNG）</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Film of the adaptation</source>
        <translation>適応の動画</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Film of a turntable</source>
        <translation>回転する動画</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Surface of this step</source>
        <translation>このステップの表面</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Surfaces of all steps</source>
        <translation>全ステップの表面</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Page to step and turn (HTML)</source>
        <translation>進めて回せるページ（HTML）</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Record</source>
        <translation>記録</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>What to record</source>
        <translation>記録するもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>A picture, a film, surfaces, or a page to step through in a browser</source>
        <translation>画像、動画、表面、またはブラウザーで進められるページ</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>File format</source>
        <translation>ファイル形式</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Kind of file; MP4 needs ffmpeg</source>
        <translation>ファイルの種類。MP4 には ffmpeg が必要です</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source> pixels</source>
        <translation> ピクセル</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Width of the picture: 16 to 8192 pixels</source>
        <translation>画像の幅: 16 から 8192 ピクセル</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Height of the picture: 16 to 8192 pixels</source>
        <translation>画像の高さ: 16 から 8192 ピクセル</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Length of the film: 0.2 to 120 seconds</source>
        <translation>動画の長さ: 0.2 から 120 秒</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Points, frame and &amp;words</source>
        <translation>点、枠、文字(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Points, frame and words</source>
        <translation>点、枠、文字</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Draw what was observed, the box, and the numbers of the step</source>
        <translation>観測されたもの、箱、ステップの数値を描きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>&amp;True shape</source>
        <translation>真の形状(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>True shape</source>
        <translation>真の形状</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Draw the true shape over the adapted one, where it is known</source>
        <translation>分かっていれば、適応した形状に真の形状を重ねて描きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>&amp;Record</source>
        <translation>記録(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>&amp;Format</source>
        <translation>形式(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Progress of the recording</source>
        <translation>記録の進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Colours and camera are those of the window.</source>
        <translation>色とカメラはウィンドウと同じです。</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Choose a file and record to it</source>
        <translation>ファイルを選んで記録します</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>End the recording; no file is left</source>
        <translation>記録を終えます。ファイルは残りません</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Close this dialog; a recording ends with it</source>
        <translation>このダイアログを閉じます。記録も終わります</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Record to</source>
        <translation>記録先</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Packing what is shown …</source>
        <translation>表示中のものをまとめています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>packing the session</source>
        <translation>セッションの準備</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Drawing the surfaces anew, fine …</source>
        <translation>表面を細かく描き直しています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>Recording {name} …</source>
        <translation>{name} を記録中…</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>The recording is in {target}.</source>
        <translation>{target} に記録しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>The recording ended with an error.</source>
        <translation>記録はエラーで終わりました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/record/dialog.py"/>
        <source>The recording was stopped; nothing was written.</source>
        <translation>記録を停止しました。何も書き出されていません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/__init__.py"/>
        <source>&amp;Keep in Runs</source>
        <translation>実行の表に残す(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/__init__.py"/>
        <source>Keep the run as it is shown in the table of runs</source>
        <translation>表示中の実行を、そのまま実行の表に残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/__init__.py"/>
        <source>R&amp;uns…</source>
        <translation>実行の表(&amp;U)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/__init__.py"/>
        <source>The table of kept runs: open one again, or compare two</source>
        <translation>残した実行の表です。1つを開き直すか、2つを比べます</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Choose two rows of the table, or one row and a line of the open run. Their surfaces are shown side by side, one over the other, or in the colours of the distance between them.</source>
        <translation>表の2行、または1行と開いている実行のラインを選んでください。2つの表面を、並べて、重ねて、または間の距離の色で表示します。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Side by side</source>
        <translation>並べる</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Both surfaces, turned by one camera</source>
        <translation>両方の表面を、1つのカメラで回します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Overlaid</source>
        <translation>重ねる</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>The second one see-through over the first</source>
        <translation>2つ目を半透明で1つ目に重ねます</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Difference</source>
        <translation>差</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Each surface in the colours of its signed distance to the other</source>
        <translation>それぞれの表面を、もう一方への符号付き距離の色で表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>{name}, {checkpoint}, step {steps} ({moment})</source>
        <translation>{name}、{checkpoint}、ステップ {steps}（{moment}）</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Open: {name}{what}, step {cursor}</source>
        <translation>開いているもの: {name}{what}、ステップ {cursor}</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>First run</source>
        <translation>1つ目の実行</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>The one that the other is laid over</source>
        <translation>もう一方を重ねる先の実行</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Second run</source>
        <translation>2つ目の実行</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>The one that is compared with the first</source>
        <translation>1つ目と比べる実行</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>How both are shown</source>
        <translation>2つの見せ方</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Side by side, overlaid, or their difference on the surface</source>
        <translation>並べる、重ねる、または表面の上の差</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Numbers of the comparison</source>
        <translation>比較の数値</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Seco&amp;nd</source>
        <translation>2つ目(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Sho&amp;w</source>
        <translation>表示(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Co&amp;mpare</source>
        <translation>比較(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Stop comparing</source>
        <translation>比較を停止します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Lay the surface of the second run over that of the first</source>
        <translation>2つ目の実行の表面を1つ目に重ねます</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Volume</source>
        <translation>体積</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>{what}: {first} and {second}{more}</source>
        <translation>{what}: {first} と {second}{more}</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Apart in the mean: {mean}</source>
        <translation>平均の隔たり: {mean}</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>95 % within: {p95}</source>
        <translation>95 % が収まる距離: {p95}</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Farthest: {largest}</source>
        <translation>最大の隔たり: {largest}</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>Lengths are normalised (box = 2).</source>
        <translation>長さは正規化されています（箱の幅は 2）。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/compare.py"/>
        <source>They are not known to be of one file, so they were laid over each other in normalised units.</source>
        <translation>同じファイルのものとは分からないので、正規化された単位で重ねました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>reading the table of runs</source>
        <translation>実行の表の読み込み</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>{name} at step {steps} is kept in the table of runs (Ctrl+Shift+K).</source>
        <translation>{name} のステップ {steps} を実行の表に残しました（Ctrl+Shift+K）。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>keeping the run</source>
        <translation>実行の保存</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>{paths} added.</source>
        <translation>{paths} 件を追加しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>keeping saved sessions</source>
        <translation>保存したセッションの追加</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>The note is written.</source>
        <translation>メモを書き込みました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>writing a note</source>
        <translation>メモの書き込み</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>{runs} deleted.</source>
        <translation>{runs} 件を削除しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>deleting from the table of runs</source>
        <translation>実行の表からの削除</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>{runs} runs are in {path}.</source>
        <translation>{runs} 件の実行を {path} に書き出しました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>Comparing …</source>
        <translation>比較中…</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/controller.py"/>
        <source>Comparing two runs</source>
        <translation>2つの実行を比較中</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>No run is kept yet: Ctrl+K in the main window keeps the one that is open.</source>
        <translation>残した実行はまだありません。メインウィンドウの Ctrl+K で、開いている実行を残せます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Runs</source>
        <translation>実行の表</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Words of a name, a checkpoint, a note …</source>
        <translation>名前、チェックポイント、メモの語…</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Show the rows in which all of these words stand</source>
        <translation>これらの語をすべて含む行を表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>State of the table</source>
        <translation>表の状態</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>&amp;Keep</source>
        <translation>残す(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>&amp;Add Files…</source>
        <translation>ファイルを追加(&amp;A)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>&amp;Delete…</source>
        <translation>削除(&amp;D)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Open the chosen run in the main window, as it was kept</source>
        <translation>選んだ実行を、残したときのままメインウィンドウで開きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Keep the open run as it is shown</source>
        <translation>開いている実行を、表示のまま残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Add files</source>
        <translation>ファイルを追加</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Keep runs that were saved as session files</source>
        <translation>セッションのファイルとして保存した実行を残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Remove the chosen runs from the table; they are gone then</source>
        <translation>選んだ実行を表から取り除きます。元には戻せません</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Write the rows that are shown, in this order, as a table</source>
        <translation>表示中の行を、この順序の表として書き出します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>F&amp;ilter</source>
        <translation>絞り込み(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>What will be here</source>
        <translation>ここに表示されるもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source> {faults} more cannot be read.</source>
        <translation> ほかに {faults} 件は読み込めません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>{shown} of {all} runs are shown.</source>
        <translation>{all} 件中 {shown} 件の実行を表示しています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>{all} kept.</source>
        <translation>{all} 件を保存しています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Sessions (*.metasdf)</source>
        <translation>セッション (*.metasdf)</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Keep saved sessions</source>
        <translation>保存したセッションを残す</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>{count} runs</source>
        <translation>{count} 件の実行</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Delete {what} from the table? The sessions that are kept there are gone then.</source>
        <translation>{what}を表から削除しますか。残したセッションは失われます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Delete from the table?</source>
        <translation>表から削除しますか</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Export the table</source>
        <translation>表を書き出す</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/panel.py"/>
        <source>Two runs</source>
        <translation>2つの実行</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Of the shape</source>
        <translation>形状の名前</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>That was shown when it was kept</source>
        <translation>残したときに表示していたステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Volume shared with the true shape, where that is known</source>
        <translation>真の形状と共有する体積の割合（分かっている場合）</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Chamfer</source>
        <translation>Chamfer</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Squared Chamfer distance to the true shape, times 1000</source>
        <translation>真の形状までの面取り距離の2乗 × 1000</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Held-out mean |error| against the true shape</source>
        <translation>真の形状に対する検証用の平均 |誤差|</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>What adapted</source>
        <translation>適応したもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Method</source>
        <translation>手法</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Of that checkpoint</source>
        <translation>そのチェックポイントの手法</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Kind of the observation</source>
        <translation>観測の種類</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>How many were observed</source>
        <translation>観測された点の数</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>It was kept</source>
        <translation>残した日時</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Source</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>File of the shape</source>
        <translation>形状のファイル</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Your own; F2 or a double click changes it</source>
        <translation>自分のメモ。F2 かダブルクリックで変更します</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Kept runs</source>
        <translation>残した実行</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Enter or a double click opens a run, F2 changes its note, Delete removes it; Ctrl and a click choose two; a right click, or the menu key, chooses the columns</source>
        <translation>Enter またはダブルクリックで実行を開き、F2 でメモを変え、Delete で削除します。Ctrl を押しながらクリックすると2つ選べます。右クリックまたはメニューキーで列を選びます</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/table.py"/>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <location filename="../../app/tools/runs/views.py"/>
        <source>{first}
over it, in green: {second}</source>
        <translation>{first}
重ねて緑色で: {second}</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>Scan from &amp;Here</source>
        <translation>ここからスキャン(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>Take one depth picture of a 3D shape from where you look</source>
        <translation>今見ている所から、3次元の形状の深度画像を1枚撮ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>&amp;Add This View to the Scan</source>
        <translation>この視点をスキャンに追加(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>Take a further depth picture from where you look</source>
        <translation>今見ている所から、深度画像をもう1枚撮ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>Scan &amp;Conditions</source>
        <translation>スキャンの条件(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>Open the panel of the depth camera: views, noise, outliers, holes, cut</source>
        <translation>深度カメラのパネルを開きます: 視点、ノイズ、外れ値、穴、切断</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>Occlusion &amp;Brush</source>
        <translation>隠すブラシ(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/__init__.py"/>
        <source>Drag over the surface to hide what was seen there</source>
        <translation>表面の上をドラッグして、そこで見えたものを隠します</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Nothing cut away</source>
        <translation>切り取りなし</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Hide the left</source>
        <translation>左を隠す</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Hide the right</source>
        <translation>右を隠す</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Hide the bottom</source>
        <translation>下を隠す</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Hide the top</source>
        <translation>上を隠す</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Hide the back</source>
        <translation>後ろを隠す</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Hide the front</source>
        <translation>前を隠す</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Scan &amp;from here</source>
        <translation>ここからスキャン(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>One depth picture from where you look now (F)</source>
        <translation>今見ている所からの深度画像を1枚（F）</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>&amp;Add this view</source>
        <translation>この視点を追加(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>A further depth picture from where you look now (Shift+F)</source>
        <translation>今見ている所からの深度画像をもう1枚（Shift+F）</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Forget &amp;views</source>
        <translation>視点を忘れる(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Back to one camera, placed by the seed</source>
        <translation>シードで置かれた1台のカメラに戻ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>How many points are observed</source>
        <translation>観測する点の数</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source> points</source>
        <translation> 点</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Noise</source>
        <translation>ノイズ</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Standard deviation of each measurement</source>
        <translation>各測定の標準偏差</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Outliers</source>
        <translation>外れ値</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Share of measured points that lie anywhere</source>
        <translation>測定点のうち、まったく別の場所にある割合</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Holes</source>
        <translation>穴</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Share of the seen surface that is lost in patches</source>
        <translation>見えている表面のうち、まとまって失われる割合</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Cut plane</source>
        <translation>切断面</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Hide everything on one side of a plane</source>
        <translation>平面の片側のものをすべて隠します</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Place of the cut</source>
        <translation>切断の位置</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Where the plane cuts the box</source>
        <translation>平面が箱を切る所</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>&amp;Brush over the surface to hide it</source>
        <translation>ブラシで表面を隠す(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>While this is on, drag over observed points in the view: they count as not seen (B)</source>
        <translation>オンの間は、ビューの観測点の上をドラッグします。その点は見えなかったことになります（B）</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Size of the brush</source>
        <translation>ブラシの大きさ</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Radius of the brush</source>
        <translation>ブラシの半径</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>&amp;Unhide all</source>
        <translation>すべて再表示(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Undo every stroke of the brush</source>
        <translation>ブラシの操作をすべて取り消します</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>About the scan</source>
        <translation>スキャンについて</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Cut</source>
        <translation>切断</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>At</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Brush</source>
        <translation>ブラシ</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Open a 3D shape to scan it.</source>
        <translation>スキャンするには3次元の形状を開いてください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>A picture is drawn, not scanned.</source>
        <translation>画像は描かれたもので、スキャンはできません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>This file is a scan already: it can be made worse and hidden, but not seen from elsewhere.</source>
        <translation>このファイルはすでにスキャンです。劣化させたり隠したりできますが、別の所からは見られません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>Turn the shape and press Scan from here: only what you see will be known.</source>
        <translation>形状を回して「ここからスキャン」を押してください。見えているものだけが分かります。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>{views} view{what} of yours</source>
        <translation>自分で選んだ視点 {views} つ</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>One view, placed by the seed</source>
        <translation>シードで置かれた1つの視点</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>{balls} place{what} brushed away</source>
        <translation>ブラシで隠した所 {balls} か所</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>{join}. Lengths are in units of the box from -1 to 1.</source>
        <translation>{join}。長さは、-1 から 1 までの箱の単位です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scan/panel.py"/>
        <source>; </source>
        <translation>。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/__init__.py"/>
        <source>Scene</source>
        <translation>シーン</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/__init__.py"/>
        <source>Cut a Sce&amp;ne</source>
        <translation>シーンを切り出す(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/__init__.py"/>
        <source>Take one object out of a raw scan: planes off, a piece kept, a box</source>
        <translation>生のスキャンから1つの物体を取り出します: 平面を除く、かたまりを残す、箱</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Remove the largest &amp;plane</source>
        <translation>最大の平面を除く(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>A table, the floor or a wall goes; press again for the next</source>
        <translation>机、床、壁がなくなります。もう一度押すと次の平面へ</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Thickness of the plane</source>
        <translation>平面の厚さ</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>What lies so far from the plane goes, on either side</source>
        <translation>平面からこの距離までのものを、両側とも除きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>&amp;Keep the chosen piece</source>
        <translation>選んだかたまりを残す(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Everything else goes</source>
        <translation>ほかはすべてなくなります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Gap between pieces</source>
        <translation>かたまりの間隔</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Pieces lie farther apart than this</source>
        <translation>別々のかたまりは、これより離れています</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Pick in the &amp;view</source>
        <translation>ビューで選ぶ(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Click on a point in the view: the piece that it is of stays</source>
        <translation>ビューで点をクリックすると、その点のかたまりが残ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Pieces of the scene</source>
        <translation>シーンのかたまり</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>The largest first, in the colours of the view</source>
        <translation>大きい順。色はビューと同じです</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>&amp;Thin out</source>
        <translation>間引く(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>One point, the mean, for each cube of this edge</source>
        <translation>この辺の立方体ごとに、平均の1点を残します</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Edge of the cubes</source>
        <translation>立方体の辺</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Of each cube one point stays</source>
        <translation>立方体ごとに1点が残ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Estimate &amp;normals</source>
        <translation>法線を推定(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>From each point and its neighbours, towards the camera or outward</source>
        <translation>各点とその近傍から、カメラの向き、または外向きに</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Points for a normal</source>
        <translation>法線に使う点の数</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>3 to 200: more are smoother, fewer are finer</source>
        <translation>3 から 200: 多いほど滑らかに、少ないほど細かくなります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>&amp;Box</source>
        <translation>箱(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>A box in the view: drag its faces by their knobs, and all of it by the middle</source>
        <translation>ビューの中の箱。つまみで面を、中央で全体をドラッグします</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Keep what is &amp;in it</source>
        <translation>中を残す(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Everything outside of the box goes</source>
        <translation>箱の外のものがすべてなくなります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>&amp;Drop what is in it</source>
        <translation>中を捨てる(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Everything within the box goes</source>
        <translation>箱の中のものがすべてなくなります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Lasso: keep</source>
        <translation>投げ縄: 残す</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Draw around something in the view: everything else goes</source>
        <translation>ビューで何かを囲みます。ほかはすべてなくなります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Lasso: drop</source>
        <translation>投げ縄: 捨てる</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Draw around something in the view: it goes</source>
        <translation>ビューで何かを囲みます。それがなくなります</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>What was done</source>
        <translation>行ったこと</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>In this order, before the scan is placed</source>
        <translation>この順序で、スキャンの配置より前に行われます</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Take &amp;back the last</source>
        <translation>最後の操作を取り消す(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>As it was before</source>
        <translation>その前の状態に戻します</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>As it was l&amp;oaded</source>
        <translation>読み込んだときの状態(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Take everything back</source>
        <translation>すべて取り消します</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>About the scene</source>
        <translation>シーンについて</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Pieces, apart by</source>
        <translation>かたまりの間隔</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Done</source>
        <translation>行ったこと</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Raw 3D scans are cut; meshes and pictures are one object already.</source>
        <translation>切り出せるのは生の3次元スキャンです。メッシュと画像は、すでに1つの物体です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>{count:,} point{what} ({share:.0f} %)</source>
        <translation>{count:,} 点（{share:.0f} %）</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>{total:,} points in {number:,} piece{plural}. Lengths are those of the file.</source>
        <translation>{total:,} 点、かたまり {number:,} 個。長さはファイルの単位です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/panel.py"/>
        <source>Looking for the pieces of the scan …</source>
        <translation>スキャンのかたまりを探しています …</translation>
    </message>
    <message>
        <location filename="../../app/tools/scene/pointer.py"/>
        <source>Lasso</source>
        <translation>投げ縄</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Other folder…</source>
        <translation>別のフォルダー…</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Try a sample…</source>
        <translation>サンプルを試す…</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>{dim}D</source>
        <translation>{dim}次元</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>{points:,} points</source>
        <translation>{points:,} 点</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>closed</source>
        <translation>閉じている</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>with holes, inside by winding number</source>
        <translation>穴あり、内側は巻き数で判定</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>true shape known</source>
        <translation>真の形状は既知</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>true shape not known</source>
        <translation>真の形状は不明</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Nothing is open</source>
        <translation>何も開かれていません</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Open file</source>
        <translation>開いているファイル</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Open a file, or try a sample.</source>
        <translation>ファイルを開くか、サンプルを試してください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>About the open file</source>
        <translation>開いているファイルについて</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Open a mesh, a point cloud, an image or samples (Ctrl+O); or drop a file on the window</source>
        <translation>メッシュ、点群、画像、サンプルのファイルを開きます（Ctrl+O）。ファイルをウィンドウにドロップすることもできます</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Open a file</source>
        <translation>ファイルを開く</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Samples</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>Shapes that come with the program; no checkpoint was trained on them</source>
        <translation>プログラムに付属する形状。どのチェックポイントの訓練にも使われていません</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>The meta-learned start and step sizes; in the open list, type a part of a name, a kind or a method</source>
        <translation>メタ学習された初期値とステップ幅。開いたリストでは、名前、種類、手法の一部を入力できます</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>About the checkpoint</source>
        <translation>チェックポイントについて</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>&amp;Checkpoint</source>
        <translation>チェックポイント(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>; L puts it upright</source>
        <translation>。L で起こせます</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>A folder that training wrote</source>
        <translation>訓練で作られたフォルダー</translation>
    </message>
    <message>
        <location filename="../../app/tools/shape/panel.py"/>
        <source>{trained_steps} trained steps</source>
        <translation>訓練されたステップ数 {trained_steps}</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/__init__.py"/>
        <source>Slow motion</source>
        <translation>スローモーション</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/__init__.py"/>
        <source>Slow &amp;Motion</source>
        <translation>スローモーション(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/__init__.py"/>
        <source>Steps in phases: loss, gradient, update, new surface</source>
        <translation>ステップを段階に分けます: 損失、勾配、更新、新しい表面</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/overlay.py"/>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/overlay.py"/>
        <source>The field at an observed point less what is known of it</source>
        <translation>観測点での場の値から、そこで分かっている値を引いたもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/overlay.py"/>
        <source>Plain descent
of this length</source>
        <translation>同じ長さの単純な降下</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/overlay.py"/>
        <source>How far plain gradient descent of the same length would move the surface, outward positive</source>
        <translation>同じ長さの単純な勾配降下なら、表面がどれだけ動くか。外向きが正です</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/overlay.py"/>
        <source>This update</source>
        <translation>この更新</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/overlay.py"/>
        <source>How far the update with its rates will move the surface, outward positive</source>
        <translation>学習率を掛けた更新で、表面がどれだけ動くか。外向きが正です</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>1 Loss</source>
        <translation>1 損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>How far the field is from what is known at every observed point</source>
        <translation>各観測点で、場が分かっている値からどれだけ離れているか</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>2 Gradient</source>
        <translation>2 勾配</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>How steep the loss is by the weights of each layer</source>
        <translation>各層の重みについて、損失がどれだけ急か</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>3 Scaled update</source>
        <translation>3 学習率を掛けた更新</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>The gradient times the rates: what is really added to the weights</source>
        <translation>勾配に学習率を掛けたもの: 実際に重みに加えられる量</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>4 New surface</source>
        <translation>4 新しい表面</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>The zero level set of the field with the new weights</source>
        <translation>新しい重みでの場のゼロ等値面</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Right goes one phase on, Left one back; Space plays and pauses.</source>
        <translation>Right で次の段階、Left で前の段階へ。Space で再生と一時停止をします。</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Phase of the step</source>
        <translation>ステップの段階</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>What happens in this phase</source>
        <translation>この段階で起こること</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Numbers of this phase by layer</source>
        <translation>この段階の各層の数値</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Surface after step {cursor}</source>
        <translation>ステップ {cursor} の後の表面</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Surface of the start</source>
        <translation>初期値の表面</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Step {cursor}: {lower}</source>
        <translation>ステップ {cursor}: {lower}</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source> It was {before} one step before.</source>
        <translation> 1ステップ前は {before} でした。</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Context loss {context_loss}.{came} The next phase is the loss.</source>
        <translation>コンテキスト損失 {context_loss}。{came} 次の段階は損失です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>Taking the step apart …</source>
        <translation>ステップを分解しています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>{values:,} observed points are coloured by their residual: red where the field is too large, blue where it is too small, at most {worst}. The context loss over all of them is {loss}.</source>
        <translation>{values:,} 個の観測点を残差で色分けしています。場が大きすぎる所は赤、小さすぎる所は青で、最大 {worst} です。全体のコンテキスト損失は {loss} です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>. Colours: where plain descent of the same length would move it</source>
        <translation>。色: 同じ長さの単純な降下による表面の動き</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>, norm {together}</source>
        <translation>、ノルム {together}</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source> Colours: how far this moves the surface, outward positive.</source>
        <translation> 色: これによる表面の動き（外向きが正）。</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>{update}, norm {together}.{shown} The context loss will be {loss_after}.</source>
        <translation>{update}、ノルム {together}。{shown} コンテキスト損失は {loss_after} になります。</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>There is no gradient to show.</source>
        <translation>表示できる勾配がありません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>gradient norm</source>
        <translation>勾配ノルム</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>observed points (%)</source>
        <translation>観測点（%）</translation>
    </message>
    <message>
        <location filename="../../app/tools/slow_motion/panel.py"/>
        <source>|residual| (box = 2)</source>
        <translation>|残差|（箱の幅は 2）</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/__init__.py"/>
        <source>How S&amp;ure Is It</source>
        <translation>どれだけ確かか(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/__init__.py"/>
        <source>Adapt to resampled observations and see where the surfaces differ</source>
        <translation>サンプルし直した観測に適応し、表面がどこで異なるかを見ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/__init__.py"/>
        <source>S&amp;kins of the Members</source>
        <translation>メンバーの表面(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/__init__.py"/>
        <source>Show the surfaces of all members at once</source>
        <translation>すべてのメンバーの表面を一度に表示します</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/controller.py"/>
        <source>Making members</source>
        <translation>メンバーを作成中</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>a quarter of the points</source>
        <translation>点の4分の1</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>half of the points</source>
        <translation>点の半分</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>an eighth of the points</source>
        <translation>点の8分の1</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>as many, drawn again (bootstrap)</source>
        <translation>同じ数を引き直す（ブートストラップ）</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Members adapt to other samples of the same observation. Where their surfaces lie apart, the points decide little: that is the spread.</source>
        <translation>メンバーは、同じ観測の別のサンプルに適応します。表面が離れている所では、点がほとんど決めていません。それがばらつきです。</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>These members belong to steps up to {}. Make members again for this one.</source>
        <translation>これらのメンバーは、ステップ {} までのものです。このステップのために作り直してください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Members that are made by resampling</source>
        <translation>サンプルし直して作るメンバー</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>How many adaptations to a part of the observed points: 2 to {most_members}</source>
        <translation>観測点の一部への適応の数: 2 から {most_members}</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>What each member sees</source>
        <translation>各メンバーが見るもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Which part of the observed points a member adapts to</source>
        <translation>メンバーが観測点のどの部分に適応するか</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Sibling &amp;checkpoints too</source>
        <translation>仲間のチェックポイントも使う(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Those of the same method, kind of observation and field, trained otherwise</source>
        <translation>手法、観測の種類、場が同じで、別に訓練されたもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>&amp;Members</source>
        <translation>メンバー(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>&amp;Each sees</source>
        <translation>それぞれが見るもの(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Make &amp;Members</source>
        <translation>メンバーを作る(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Adapt every member to its part of the observation; the same button stops it</source>
        <translation>各メンバーを観測のその部分に適応させます。同じボタンで止まります</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Progress of the members</source>
        <translation>メンバー作成の進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>C&amp;olours</source>
        <translation>色(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Onion &amp;skins</source>
        <translation>重ね描き(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Colour the surface by its spread; members are made where there are none</source>
        <translation>表面をばらつきで色分けします。メンバーがなければ作ります</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>The surfaces of all members at once, translucent; of 2D shapes their outlines</source>
        <translation>すべてのメンバーの表面を半透明で一度に表示します。2次元では輪郭です</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>What the members say</source>
        <translation>メンバーが示すこと</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Loading the plot …</source>
        <translation>グラフを読み込んでいます…</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Plot of observed coverage by nominal coverage</source>
        <translation>名目の被覆率に対する実際の被覆率のグラフ</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>The true shape is not known: the spread cannot be compared with an error.</source>
        <translation>真の形状が不明なので、ばらつきを誤差と比べられません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>There is no surface at this step, so nothing has a spread.</source>
        <translation>このステップには表面がないので、ばらつきもありません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>Spread of {members} surfaces: {typical} at half of the vertices or less, {large} at 95 %.</source>
        <translation>{members} 個の表面のばらつき: 頂点の半数で {typical} 以下、95 % で {large} 以下。</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>something</source>
        <translation>ある程度</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>much</source>
        <translation>よく</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>nothing</source>
        <translation>ほとんど示さない程度に</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>a little</source>
        <translation>少し</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>the contrary</source>
        <translation>逆のことを</translation>
    </message>
    <message>
        <location filename="../../app/tools/spread/panel.py"/>
        <source>{said} The 90 % interval (±{scale:.1f} spreads) holds {coverage:.0f} % of the true errors. Error and spread have a rank correlation of {rank:.2f}: the spread tells {told} of where the error is.</source>
        <translation>{said} 90 % 区間（ばらつきの ±{scale:.1f} 倍）には、真の誤差の {coverage:.0f} % が入ります。誤差とばらつきの順位相関は {rank:.2f} です。ばらつきは、誤差がどこにあるかを{told}示しています。</translation>
    </message>
    <message>
        <location filename="../../app/tools/state_text/__init__.py"/>
        <source>Copy State as &amp;Text</source>
        <translation>状態をテキストとしてコピー(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/state_text/__init__.py"/>
        <source>Copy what is shown as a text, to send like a link</source>
        <translation>表示中のものを、リンクのように送れるテキストとしてコピーします</translation>
    </message>
    <message>
        <location filename="../../app/tools/state_text/__init__.py"/>
        <source>&amp;Paste State</source>
        <translation>状態を貼り付け(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/tools/state_text/__init__.py"/>
        <source>Open what a copied text tells</source>
        <translation>コピーされたテキストが示すものを開きます</translation>
    </message>
    <message>
        <location filename="../../app/tools/state_text/controller.py"/>
        <source>The state is on the clipboard, a text of {text:,} characters.</source>
        <translation>状態を {text:,} 文字のテキストとしてクリップボードに入れました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/state_text/controller.py"/>
        <source>looking for what the state tells</source>
        <translation>状態が示すものの検索</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Extraction</source>
        <translation>表面の抽出</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Badge</source>
        <translation>信頼度</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Paint</source>
        <translation>描画</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>The step that is shown, and how many the checkpoint was trained for, with those past them</source>
        <translation>表示中のステップと、チェックポイントが訓練されたステップ数（その先も含む）</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Mean loss over the observed points of the step that is shown</source>
        <translation>表示中のステップの、観測点での平均損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Time of the gradient step alone</source>
        <translation>勾配ステップだけの時間</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Time to find the level set of the step that is shown</source>
        <translation>表示中のステップの等値面を求める時間</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>How far the shown surface can be trusted</source>
        <translation>表示中の表面をどこまで信頼できるか</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Time of the last paint of the view</source>
        <translation>ビューの最後の描画の時間</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Where it is computed</source>
        <translation>計算に使っている装置</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Paint 0000 ms</source>
        <translation>描画 0000 ms</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>What is being computed</source>
        <translation>計算中の内容</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Paint {paint_ms:.0f} ms</source>
        <translation>描画 {paint_ms:.0f} ms</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Space plays, → takes one step</source>
        <translation>Space: 再生、→: 1ステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source> (Esc gives it up)</source>
        <translation>（Esc で中止）</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>No shape is open</source>
        <translation>形状が開かれていません</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Step {cursor} of {trained}</source>
        <translation>ステップ {cursor} / {trained}</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Step {trained} + {beyond} ({word})</source>
        <translation>ステップ {trained} + {beyond}（{word}）</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>, diverged</source>
        <translation>、発散</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Context loss {context_loss}</source>
        <translation>損失 {context_loss}</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Method {method}</source>
        <translation>手法 {method}</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>triangles</source>
        <translation>三角形</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>segments</source>
        <translation>線分</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Surface {seconds:.0f} ms ({resolution}{what}, {elements:,} {kind})</source>
        <translation>表面 {seconds:.0f} ms（{resolution}{what}、{elements:,} {kind}）</translation>
    </message>
    <message>
        <location filename="../../app/tools/status/panel.py"/>
        <source>Surface {seconds:.0f} ms</source>
        <translation>表面 {seconds:.0f} ms</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>Timeline of the steps</source>
        <translation>ステップのタイムライン</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>Click or drag to a step; steps that are missing are computed (arrow keys, Home, End)</source>
        <translation>クリックかドラッグでそのステップへ行きます。足りないステップは計算されます（矢印キー、Home、End）</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>, {cursor} past the trained {trained} ({word})</source>
        <translation>、訓練された {trained} の先へ {cursor}（{word}）</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>Step {cursor} of {trained} trained{beyond}; {last} recorded</source>
        <translation>ステップ {cursor}（訓練 {trained}）{beyond}。記録済み {last}</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>the learned start</source>
        <translation>学習された初期値</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>; click to compute the steps up to here</source>
        <translation>。クリックすると、ここまでのステップを計算します</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>Step {step}, {kind}{seen}</source>
        <translation>ステップ {step}、{kind}{seen}</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>Speed of playing</source>
        <translation>再生の速さ</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>How fast steps follow each other while playing (1 × shows about two a second)</source>
        <translation>再生中にステップが続く速さ（1 × は毎秒およそ2ステップ）</translation>
    </message>
    <message>
        <location filename="../../app/tools/timeline/panel.py"/>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/__init__.py"/>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/__init__.py"/>
        <source>&amp;Updates</source>
        <translation>更新(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/__init__.py"/>
        <source>Look into the steps: norms, rates, alignment, loss</source>
        <translation>ステップの中身を調べます: ノルム、学習率、整合、損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/controller.py"/>
        <source>Slicing the loss</source>
        <translation>損失の断面を計算中</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/controller.py"/>
        <source>The loss slice was stopped; the rows that were done stay.</source>
        <translation>損失の断面を停止しました。終わった行は残ります。</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/controller.py"/>
        <source>this task</source>
        <translation>このタスク</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/controller.py"/>
        <source>step {entries}</source>
        <translation>ステップ {entries}</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Gradient norm of each layer</source>
        <translation>各層の勾配ノルム</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>How steep the context loss is by the weights of each layer</source>
        <translation>各層の重みについて、コンテキスト損失がどれだけ急か</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Update norm of each layer</source>
        <translation>各層の更新ノルム</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>How far each step moves the weights of each layer</source>
        <translation>各ステップが、各層の重みをどれだけ動かすか</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Update per unit of gradient</source>
        <translation>勾配あたりの更新</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Length of the update divided by that of the gradient, by layer</source>
        <translation>更新の長さを勾配の長さで割ったもの（層ごと）</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Alignment with the step before</source>
        <translation>前のステップとの整合</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Cosine between each gradient and the one before it</source>
        <translation>各勾配と1つ前の勾配とのコサイン</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Learned rates: map</source>
        <translation>学習された学習率: マップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>One cell for each tensor and step, or for each weight of one tensor</source>
        <translation>テンソルとステップごと、または1つのテンソルの重みごとの1マス</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Learned rates: histogram</source>
        <translation>学習された学習率: ヒストグラム</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>How many weights move at which rate</source>
        <translation>どの学習率でいくつの重みが動くか</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Alignment between steps</source>
        <translation>ステップ間の整合</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Cosine between the gradients of every two steps of this run</source>
        <translation>この実行の、2つのステップの勾配のコサイン（すべての組）</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Alignment between tasks</source>
        <translation>タスク間の整合</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Cosine between the first gradients of this task and of others, all at φ₀</source>
        <translation>このタスクとほかのタスクの最初の勾配のコサイン。すべて φ₀ で</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Loss slice</source>
        <translation>損失の断面</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>The context loss on the plane through φ₀, the last step and another solution</source>
        <translation>φ₀、最後のステップ、もう1つの解を通る平面上のコンテキスト損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>gradient norm (loss per weight)</source>
        <translation>勾配ノルム（重みあたりの損失）</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>update norm (weights)</source>
        <translation>更新ノルム（重み）</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>update / gradient</source>
        <translation>更新 / 勾配</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>cosine with the gradient before</source>
        <translation>前の勾配とのコサイン</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>What is shown of the steps</source>
        <translation>ステップについて表示するもの</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Norms, rates, alignment or the loss around the steps</source>
        <translation>ノルム、学習率、整合、またはステップのまわりの損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Tensor whose rates are shown</source>
        <translation>学習率を表示するテンソル</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>All tensors together, or the weights of one</source>
        <translation>すべてのテンソルをまとめて、または1つのテンソルの重み</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Step whose rates are shown</source>
        <translation>学習率を表示するステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>All trained steps together, or one of them</source>
        <translation>訓練されたステップをまとめて、または1つだけ</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Other solution of the loss slice</source>
        <translation>損失の断面のもう1つの解</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Adapted to the same observation to its own end first</source>
        <translation>まず同じ観測に、それ自身の最後まで適応させます</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>&amp;Show</source>
        <translation>表示(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>&amp;Tensor</source>
        <translation>テンソル(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>St&amp;ep</source>
        <translation>ステップ(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>&amp;Other</source>
        <translation>もう1つ(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>&amp;Compute the slice</source>
        <translation>断面を計算(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Evaluate the context loss at 41 × 41 places; the same button stops it</source>
        <translation>コンテキスト損失を 41 × 41 か所で評価します。同じボタンで止まります</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Compute the slice</source>
        <translation>断面を計算</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Progress of the loss slice</source>
        <translation>損失の断面の進み具合</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Why there is no plot</source>
        <translation>グラフがない理由</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Numbers of the shown step or cell</source>
        <translation>表示中のステップまたはマスの数値</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Plot of norms by step</source>
        <translation>ステップに対するノルムのグラフ</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Map of rates or of alignment</source>
        <translation>学習率または整合のマップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Histogram of the learned rates</source>
        <translation>学習された学習率のヒストグラム</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Loss on the plane through three solutions</source>
        <translation>3つの解を通る平面上の損失</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>All tensors</source>
        <translation>すべてのテンソル</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>All steps</source>
        <translation>すべてのステップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Step {n}</source>
        <translation>ステップ {n}</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Stop the slice</source>
        <translation>断面の計算を停止</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Looking for the rates …</source>
        <translation>学習率を調べています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Comparing with other tasks …</source>
        <translation>ほかのタスクと比べています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Take a step first (Right); it is looked into here.</source>
        <translation>先に1ステップ進めてください（Right）。ここでそれを調べます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Choose another solution and compute the slice.</source>
        <translation>もう1つの解を選んで、断面を計算してください。</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Comparing the gradients …</source>
        <translation>勾配を比べています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>Looking into the steps …</source>
        <translation>ステップを調べています…</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>tensor (layer, w weight or b bias)</source>
        <translation>テンソル（層、w は重み、b はバイアス）</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>log₁₀ of the rate</source>
        <translation>学習率の log₁₀</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>from unit</source>
        <translation>行き先のユニット</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>to unit</source>
        <translation>元のユニット</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>share of the weights (%)</source>
        <translation>重みの割合（%）</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>gradient that led to step</source>
        <translation>どのステップに至った勾配か</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>cosine</source>
        <translation>コサイン</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/panel.py"/>
        <source>task, in the same order</source>
        <translation>タスク（同じ順序）</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>An auto-decoder moves its code alone; the layers follow from the code.</source>
        <translation>オートデコーダーはコードだけを動かします。層はコードから決まります。</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>, cosine with the gradient before {cosine:.2f}</source>
        <translation>、前の勾配とのコサイン {cosine:.2f}</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>gradient norm {gradient_norm}, </source>
        <translation>勾配ノルム {gradient_norm}、</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>Step {cursor}: {steep}update norm {update_norm}{angle}.{code}</source>
        <translation>ステップ {cursor}: {steep}更新ノルム {update_norm}{angle}。{code}</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>One rate for each tensor and step</source>
        <translation>テンソルとステップごとに1つの学習率</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>A rate for each weight</source>
        <translation>重みごとに1つの学習率</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>{shared}; means of tensors from {min} to {max}.</source>
        <translation>{shared}。テンソルの平均は {min} から {max} です。</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>Cosine of each gradient with the next: {mean_beside:.2f} on average.</source>
        <translation>各勾配と次の勾配のコサイン: 平均 {mean_beside:.2f}。</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>{tasks} and the others: mean cosine {mean_first:.2f} at φ₀.</source>
        <translation>{tasks}とほかのタスク: φ₀ での平均コサイン {mean_first:.2f}。</translation>
    </message>
    <message>
        <location filename="../../app/tools/updates/sentences.py"/>
        <source>Context loss: {losses}. The way of the run leaves this plane by at most {off}.</source>
        <translation>コンテキスト損失: {losses}。実行の経路は、この平面から最大 {off} 離れます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>See the whole shape from {where}</source>
        <translation>{where}から形状の全体を見ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>the front</source>
        <translation>正面</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>the back</source>
        <translation>背面</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>the left</source>
        <translation>左</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>the right</source>
        <translation>右</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>above</source>
        <translation>上</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>below</source>
        <translation>下</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>a corner, its three axes alike</source>
        <translation>3つの軸が同じに見える角</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Front</source>
        <translation>正面(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Back</source>
        <translation>背面(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Left</source>
        <translation>左(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Right</source>
        <translation>右(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Top</source>
        <translation>上(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>B&amp;ottom</source>
        <translation>下(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Isometric</source>
        <translation>等角(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Keep This View</source>
        <translation>この視点を保存(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>Keep where the camera is, in the session</source>
        <translation>カメラの位置をセッションに保存します</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Go to a Kept View</source>
        <translation>保存した視点へ(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>See the shape from a place that was kept</source>
        <translation>保存した位置から形状を見ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Next Kept View</source>
        <translation>次の保存した視点(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>See the shape from the next place that was kept</source>
        <translation>次の保存した位置から形状を見ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>Kept &amp;Views…</source>
        <translation>保存した視点の一覧(&amp;V)…</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>List the places of the camera that are kept: rename, delete them</source>
        <translation>保存したカメラの位置を一覧にし、名前を変えたり削除したりします</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>&amp;Delete Kept View</source>
        <translation>保存した視点を削除(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/__init__.py"/>
        <source>Forget the place that was gone to last</source>
        <translation>最後に行った位置を忘れます</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/controller.py"/>
        <source>The camera is kept as “{at}”; Shift+V goes through those that are.</source>
        <translation>カメラを「{at}」として保存しました。Shift+V で保存した視点を順に見られます。</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/controller.py"/>
        <source>See the shape from where “{name}” was kept</source>
        <translation>「{name}」を保存した位置から形状を見ます</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>A click goes to a view. V in the main window keeps one more.</source>
        <translation>クリックでその視点へ行きます。メインウィンドウの V で、もう1つ保存します。</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>No view is kept of what is shown: V in the main window keeps where the camera is.</source>
        <translation>表示中のものの視点は保存されていません。メインウィンドウの V で、カメラの位置を保存します。</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>Kept Views</source>
        <translation>保存した視点</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>Kept views</source>
        <translation>保存した視点</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>Click, or Enter, goes to a view; double click, or F2, renames it</source>
        <translation>クリックか Enter でその視点へ行き、ダブルクリックか F2 で名前を変えます</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>What can be done with kept views</source>
        <translation>保存した視点でできること</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>&amp;Rename</source>
        <translation>名前の変更(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>Give the chosen view another name (F2)</source>
        <translation>選んだ視点に別の名前を付けます（F2）</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>Forget the chosen view (Delete)</source>
        <translation>選んだ視点を削除します（Delete）</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>Close this list</source>
        <translation>この一覧を閉じます</translation>
    </message>
    <message>
        <location filename="../../app/tools/views/panel.py"/>
        <source>Name of the view</source>
        <translation>視点の名前</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>A camera saw one side of this chair: the orange dots. What is behind them is not known.</source>
        <translation>カメラはこの椅子の片側を見ました。それが橙色の点です。その後ろに何があるかは分かっていません。</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Complete the hidden half</source>
        <translation>隠れた半分を補完</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>A few gradient steps made a whole chair of them.</source>
        <translation>数回の勾配ステップで、点から椅子の全体ができました。</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Look from the other side</source>
        <translation>反対側から見る</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Few dots are on this side: most of it is imagined, from the furniture that the network has learned.</source>
        <translation>こちら側には点がほとんどありません。大部分は、ネットワークが学習した家具から想像されたものです。</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Colour what is imagined</source>
        <translation>想像された部分に色を付ける</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Pink is far from every dot: a guess. The leg is guessed well, the back is not: the real one is an open frame.</source>
        <translation>ピンクは、どの点からも遠い所、つまり推測です。脚の推測はよく合っていますが、背もたれは違います。本物は枠だけの背もたれです。</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>First steps</source>
        <translation>最初の一歩</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Skip</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Hide these first steps; they do not come back</source>
        <translation>この案内を閉じます。もう表示されません</translation>
    </message>
    <message>
        <location filename="../../app/tools/welcome/panel.py"/>
        <source>Skip the first steps</source>
        <translation>最初の一歩をスキップ</translation>
    </message>
    <message>
        <location filename="../../app/view/board.py"/>
        <source>Board over the view</source>
        <translation>ビューの上のボード</translation>
    </message>
    <message>
        <location filename="../../app/view/board.py"/>
        <source>Presenter mode</source>
        <translation>発表モード</translation>
    </message>
    <message>
        <location filename="../../app/view/board.py"/>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <location filename="../../app/view/board.py"/>
        <source>All that the menu bar has</source>
        <translation>メニューバーのすべての項目</translation>
    </message>
    <message>
        <location filename="../../app/view/board.py"/>
        <source>Leave presenter mode</source>
        <translation>発表モードを終える</translation>
    </message>
    <message>
        <location filename="../../app/view/board.py"/>
        <source>Leave presenter mode (Esc or F11)</source>
        <translation>発表モードを終えます（Esc または F11）</translation>
    </message>
    <message>
        <location filename="../../app/view/board.py"/>
        <source>Pressed keys</source>
        <translation>押されたキー</translation>
    </message>
    <message>
        <location filename="../../app/view/interactor.py"/>
        <source>View of the shape</source>
        <translation>形状のビュー</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>View of the other line</source>
        <translation>もう1本のラインのビュー</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>Line of the left view</source>
        <translation>左のビューのライン</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>Step of the right view</source>
        <translation>右のビューのステップ</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>Line of the right view</source>
        <translation>右のビューのライン</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>Which line is seen beside the shown one</source>
        <translation>表示中のラインの横に見るライン</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>{words}, step {cursor}</source>
        <translation>{words}、ステップ {cursor}</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>step {cursor} is computed …</source>
        <translation>ステップ {cursor} を計算中…</translation>
    </message>
    <message>
        <location filename="../../app/view/sidebyside.py"/>
        <source>step {step}</source>
        <translation>ステップ {step}</translation>
    </message>
    <message>
        <location filename="../../app/view/viewport.py"/>
        <source>Loading the 3D view …</source>
        <translation>3次元ビューを読み込んでいます…</translation>
    </message>
    <message>
        <location filename="../../app/view/viewport.py"/>
        <source>This display offers no OpenGL 3.2, so shapes cannot be drawn here.
Steps, curves and saved files work; the command line draws pictures without a display.</source>
        <translation>この画面では OpenGL 3.2 が使えないので、形状をここに描けません。
ステップ、曲線、ファイルの保存は使えます。コマンドラインは画面なしで画像を描きます。</translation>
    </message>
    <message>
        <location filename="../../app/view/viewport.py"/>
        <source>The 3D view could not be loaded: {error}</source>
        <translation>3次元ビューを読み込めませんでした: {error}</translation>
    </message>
    <message>
        <location filename="../../app/view/viewport.py"/>
        <source>a surface of {elements} elements</source>
        <translation>要素 {elements} 個の表面</translation>
    </message>
    <message>
        <location filename="../../app/view/viewport.py"/>
        <source>, shown at {iso:+.3f}</source>
        <translation>、{iso:+.3f} での表示</translation>
    </message>
    <message>
        <location filename="../../app/view/viewport.py"/>
        <source>{name} after step {cursor}: {found}{iso}</source>
        <translation>ステップ {cursor} の後の {name}: {found}{iso}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/bar_plots.py"/>
        <source>layer</source>
        <translation>層</translation>
    </message>
    <message>
        <location filename="../../app/widgets/cell_plots.py"/>
        <source>log₁₀ of the context loss</source>
        <translation>コンテキスト損失の log₁₀</translation>
    </message>
    <message>
        <location filename="../../app/widgets/cell_plots.py"/>
        <source>distance across</source>
        <translation>横方向の距離</translation>
    </message>
    <message>
        <location filename="../../app/widgets/cell_plots.py"/>
        <source>distance along φ₀ to the end</source>
        <translation>φ₀ から最後への距離</translation>
    </message>
    <message>
        <location filename="../../app/widgets/cell_plots.py"/>
        <source>along {a:.2f}, across {b:.2f}: context loss {value}</source>
        <translation>縦 {a:.2f}、横 {b:.2f}: コンテキスト損失 {value}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/combo.py"/>
        <source>Search: words of a name, a kind, a method</source>
        <translation>検索: 名前、種類、手法の語</translation>
    </message>
    <message>
        <location filename="../../app/widgets/combo.py"/>
        <source>{dim}D, observed as {kind}</source>
        <translation>{dim}次元、{kind}として観測</translation>
    </message>
    <message>
        <location filename="../../app/widgets/combo.py"/>
        <source>{dim}D, {method}, {words}</source>
        <translation>{dim}次元、{method}、{words}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/combo.py"/>
        <source>Search the checkpoints</source>
        <translation>チェックポイントを検索</translation>
    </message>
    <message>
        <location filename="../../app/widgets/combo.py"/>
        <source>Words of a name, a kind or a method; what has all of them stays in the list</source>
        <translation>名前、種類、手法の語。すべてを含むものがリストに残ります</translation>
    </message>
    <message>
        <location filename="../../app/widgets/coverage_plot.py"/>
        <source>share of the errors within</source>
        <translation>区間に入る誤差の割合</translation>
    </message>
    <message>
        <location filename="../../app/widgets/coverage_plot.py"/>
        <source>interval (nominal)</source>
        <translation>区間（名目）</translation>
    </message>
    <message>
        <location filename="../../app/widgets/loss_curve.py"/>
        <source>Plot of the query loss by outer step</source>
        <translation>外側ステップに対するクエリ損失のグラフ</translation>
    </message>
    <message>
        <location filename="../../app/widgets/loss_curve.py"/>
        <source>query loss</source>
        <translation>クエリ損失</translation>
    </message>
    <message>
        <location filename="../../app/widgets/loss_curve.py"/>
        <source>outer step</source>
        <translation>外側ステップ</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>There is not enough memory for {doing}; close other programs, or give less.</source>
        <translation>{doing}のためのメモリが足りません。ほかのプログラムを閉じるか、入力を減らしてください。</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Something went wrong inside the program while {doing}: {what} ({where})</source>
        <translation>プログラムの内部で問題が起きました（{doing}の途中）: {what}（{where}）</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Show what a developer needs to find the fault</source>
        <translation>開発者が不具合を見つけるために必要なものを表示します</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Copy the message and its details</source>
        <translation>メッセージと詳細をコピーします</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Offer</source>
        <translation>提案</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>What the message offers</source>
        <translation>メッセージの提案</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Close this message (Esc)</source>
        <translation>このメッセージを閉じます（Esc）</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Close the message</source>
        <translation>メッセージを閉じる</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>Details of the error</source>
        <translation>エラーの詳細</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>{text} ({count} times)</source>
        <translation>{text}（{count} 回）</translation>
    </message>
    <message>
        <location filename="../../app/widgets/notices.py"/>
        <source>drawing the window</source>
        <translation>ウィンドウの描画</translation>
    </message>
    <message>
        <location filename="../../app/widgets/numbers.py"/>
        <source>{tip}; above 0, in the units of the file</source>
        <translation>{tip}。0 より大きい値、ファイルの単位</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>The net it begins from</source>
        <translation>出発点のネットワーク</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>Your net, now</source>
        <translation>今のネットワーク</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>Pieces that are kept out of the training</source>
        <translation>訓練に使わない形状</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>Unseen piece {row}: {head}</source>
        <translation>訓練に使わない形状 {row}: {head}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>Numbers of unseen piece {row}</source>
        <translation>訓練に使わない形状 {row} の数値</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>IoU {before:.3f} before</source>
        <translation>以前 IoU {before:.3f}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>{what}{now:.3f} now</source>
        <translation>{what}今 {now:.3f}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>IoU </source>
        <translation>IoU </translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>the unseen piece</source>
        <translation>訓練に使わない形状</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>the {now} unseen pieces</source>
        <translation>訓練に使わない {now} 個の形状</translation>
    </message>
    <message>
        <location filename="../../app/widgets/piece_wall.py"/>
        <source>Mean IoU of {pieces}: {means:.3f} before, {means2:.3f} now.</source>
        <translation>{pieces}の平均 IoU: 以前 {means:.3f}、今 {means2:.3f}。</translation>
    </message>
    <message>
        <location filename="../../app/widgets/plots.py"/>
        <source>Plot of context loss and held-out error by step</source>
        <translation>ステップに対するコンテキスト損失と検証用誤差のグラフ</translation>
    </message>
    <message>
        <location filename="../../app/widgets/probe_plots.py"/>
        <source>all</source>
        <translation>全体</translation>
    </message>
    <message>
        <location filename="../../app/widgets/probe_plots.py"/>
        <source>gradient</source>
        <translation>勾配</translation>
    </message>
    <message>
        <location filename="../../app/widgets/probe_plots.py"/>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <location filename="../../app/widgets/probe_plots.py"/>
        <source>layer {number}</source>
        <translation>層 {number}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/saving.py"/>
        <source>{name} is there already.
Do you want to replace it?</source>
        <translation>{name} はすでにあります。
置き換えますか。</translation>
    </message>
    <message>
        <location filename="../../app/widgets/saving.py"/>
        <source>Replace the file?</source>
        <translation>ファイルを置き換えますか</translation>
    </message>
    <message>
        <location filename="../../app/widgets/sliders.py"/>
        <source>{words} to {words2}</source>
        <translation>{words} から {words2}</translation>
    </message>
    <message>
        <location filename="../../app/widgets/sliders.py"/>
        <source>{tip} ({span}; arrow keys; double click: {words})</source>
        <translation>{tip}（{span}、矢印キー、ダブルクリック: {words}）</translation>
    </message>
    <message>
        <location filename="../../app/window/about.py"/>
        <source>&lt;p&gt;&lt;b&gt;{application} {program_version}&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Adapts a meta-learned neural signed distance field to a partial shape, one gradient step at a time, and shows the surface after each.&lt;/p&gt;&lt;p&gt;The method: V. Sitzmann, E. R. Chan, R. Tucker, N. Snavely, G. Wetzstein, &lt;i&gt;MetaSDF: Meta-learning Signed Distance Functions&lt;/i&gt;, NeurIPS 2020.&lt;/p&gt;&lt;p&gt;Python {python_version}, {parts}. MIT licence.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;{application} {program_version}&lt;/b&gt;&lt;/p&gt;&lt;p&gt;メタ学習されたニューラル符号付き距離場を、部分的な形状に勾配ステップを1つずつ進めて適応させ、そのたびに表面を表示します。&lt;/p&gt;&lt;p&gt;手法: V. Sitzmann, E. R. Chan, R. Tucker, N. Snavely, G. Wetzstein, &lt;i&gt;MetaSDF: Meta-learning Signed Distance Functions&lt;/i&gt;, NeurIPS 2020.&lt;/p&gt;&lt;p&gt;Python {python_version}、{parts}。MIT ライセンス。&lt;/p&gt;</translation>
    </message>
    <message>
        <location filename="../../app/window/about.py"/>
        <source>About {application}</source>
        <translation>{application} について</translation>
    </message>
    <message>
        <location filename="../../app/window/about.py"/>
        <source>Copy what the program stands on, for a report of a fault ({spoken})</source>
        <translation>不具合の報告に使う、プログラムの構成をコピーします（{spoken}）</translation>
    </message>
    <message>
        <location filename="../../app/window/autosave.py"/>
        <source>keeping a copy in case of a crash</source>
        <translation>クラッシュに備えたコピーの保存</translation>
    </message>
    <message>
        <location filename="../../app/window/autosave.py"/>
        <source>After a crash this work could not be recovered: {text}</source>
        <translation>クラッシュの後、この作業は復元できませんでした: {text}</translation>
    </message>
    <message>
        <location filename="../../app/window/docks.py"/>
        <source>Open the panel “{title}”, bring it to the front of its tabs, or close it</source>
        <translation>パネル「{title}」を開く、タブの前面に出す、または閉じます</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Shapes, pictures, sessions (*.metasdf {dialog_patterns});;All files (*)</source>
        <translation>形状、画像、セッション (*.metasdf {dialog_patterns});;すべてのファイル (*)</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>the other one was</source>
        <translation>もう1つは</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>the {paths} others were</source>
        <translation>ほかの {paths} 個は</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>{name} was opened and {others} not: drop one at a time, or adapt to a folder of shapes in the gallery (Ctrl+G).</source>
        <translation>{name} を開きましたが、{others}開いていません。1つずつドロップするか、ギャラリー（Ctrl+G）で形状のフォルダーに適応してください。</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>{name} ({size_in_words}) can go with the session, so that it opens where {name} is not.</source>
        <translation>{name}（{size_in_words}）をセッションに入れておけます。そうすれば、{name} のない所でも開けます。</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Carry the shape?</source>
        <translation>形状も入れますか</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>&amp;Carry It</source>
        <translation>形状も入れる(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Its &amp;Path Alone</source>
        <translation>パスだけ(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Open &amp;Recent</source>
        <translation>最近使ったファイル(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Open a shape</source>
        <translation>形状を開く</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Choose the folder of a checkpoint</source>
        <translation>チェックポイントのフォルダーを選択</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Save the surface</source>
        <translation>表面を保存</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Save the picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Save the session</source>
        <translation>セッションを保存</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>Session</source>
        <translation>セッション</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>The session is in {path}{carry}.</source>
        <translation>セッションを{carry} {path} に保存しました。</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>, with its shape</source>
        <translation>、形状とともに</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>saving the session</source>
        <translation>セッションの保存</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>The command is on the clipboard; run it in the folder of the program.</source>
        <translation>コマンドをクリップボードに入れました。プログラムのフォルダーで実行してください。</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>The Python program is on the clipboard.</source>
        <translation>Python プログラムをクリップボードに入れました。</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>looking at the system</source>
        <translation>システムの調査</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>The report is on the clipboard.</source>
        <translation>報告をクリップボードに入れました。</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>The surface of step {step} is in {path}. {remark}</source>
        <translation>ステップ {step} の表面を {path} に保存しました。{remark}</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>saving the surface</source>
        <translation>表面の保存</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>The picture is in {path}.</source>
        <translation>画像を {path} に保存しました。</translation>
    </message>
    <message>
        <location filename="../../app/window/files.py"/>
        <source>saving the picture</source>
        <translation>画像の保存</translation>
    </message>
    <message>
        <location filename="../../app/window/languages.py"/>
        <source>The window speaks the chosen language after the next start.</source>
        <translation>選んだ言語は、次の起動から使われます。</translation>
    </message>
    <message>
        <location filename="../../app/window/leaving.py"/>
        <source>Save the work on {name} before closing?</source>
        <translation>閉じる前に {name} の作業を保存しますか。</translation>
    </message>
    <message>
        <location filename="../../app/window/leaving.py"/>
        <source>Close without work that only Undo can bring back?</source>
        <translation>「元に戻す」でしか戻せない作業があります。保存せずに閉じますか。</translation>
    </message>
    <message>
        <location filename="../../app/window/leaving.py"/>
        <source>{left}, which Undo can bring back, goes as well:
</source>
        <translation>{left}（「元に戻す」で戻せるもの）も失われます:
</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>Recover Work</source>
        <translation>作業を復元</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>The program ended before this work was in a file:</source>
        <translation>この作業がファイルに保存される前に、プログラムが終了しました:</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>Work that was left</source>
        <translation>残された作業</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>&amp;Discard…</source>
        <translation>破棄(&amp;D)…</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>&amp;Later</source>
        <translation>後で(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>Go on with it</source>
        <translation>続きから始めます</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>Delete it for good</source>
        <translation>完全に削除します</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>Close this dialog; the next start offers it again</source>
        <translation>このダイアログを閉じます。次の起動時にまた表示されます</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>Delete this work for good?

</source>
        <translation>この作業を完全に削除しますか。

</translation>
    </message>
    <message>
        <location filename="../../app/window/recovering.py"/>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <location filename="../../app/window/reproduce.py"/>
        <source>A drawing has no file that a command could name; save the session instead.</source>
        <translation>手描きの形状には、コマンドで示せるファイルがありません。代わりにセッションを保存してください。</translation>
    </message>
    <message>
        <location filename="../../app/window/rising.py"/>
        <source>The loss rose to {last}</source>
        <translation>損失が {last} に増えました</translation>
    </message>
    <message>
        <location filename="../../app/window/rising.py"/>
        <source>The loss is no number any more</source>
        <translation>損失が数でなくなりました</translation>
    </message>
    <message>
        <location filename="../../app/window/rising.py"/>
        <source>{rose} at step {step}; it was lowest, {losses}, at step {best}.</source>
        <translation>{rose}（ステップ {step}）。最も低かったのはステップ {best} の {losses} です。</translation>
    </message>
    <message>
        <location filename="../../app/window/rising.py"/>
        <source>Go to step {best}</source>
        <translation>ステップ {best} へ</translation>
    </message>
    <message>
        <location filename="../../app/window/window.py"/>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <location filename="../../app/window/window.py"/>
        <source>Observation</source>
        <translation>観測</translation>
    </message>
    <message>
        <location filename="../../app/window/window.py"/>
        <source>Loss and error</source>
        <translation>損失と誤差</translation>
    </message>
    <message>
        <location filename="../../core/analysis/alignment.py"/>
        <source>A scan is scaled by 0.05 to 20, not {0}; choose another scale.</source>
        <translation>スキャンの拡大率は 0.05 から 20 までで、{0} にはできません。別の拡大率を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/alignment.py"/>
        <source>No point of {0} is left in the box; move or scale it less.</source>
        <translation>{0} の点が箱の中に残りません。動かす量か拡大率を小さくしてください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/difference.py"/>
        <source>{0} is {1}D and {2} is {3}D, which cannot be compared; choose two of the same dimension.</source>
        <translation>{0} は{1}次元、{2} は{3}次元なので比べられません。同じ次元の2つを選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/difference.py"/>
        <source>The checkpoint {0} of {1} has other weights than when the run was kept, so it cannot be compared; put the earlier ones back.</source>
        <translation>{1} のチェックポイント {0} の重みが、実行を残したときと違うため、比べられません。以前の重みに戻してください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/difference.py"/>
        <source>{0} has no surface at its step, so nothing can be compared; choose another step.</source>
        <translation>{0} のそのステップには表面がないので、比べられません。別のステップを選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/loss_slice.py"/>
        <source>The start and the two solutions lie on one line; take a step, or choose another method.</source>
        <translation>初期値と2つの解が一直線上にあります。1ステップ進めるか、別の手法を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/loss_slice.py"/>
        <source>The two methods have fields of different sizes; choose one with the same field.</source>
        <translation>2つの手法の場の大きさが違います。同じ場の手法を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/loss_slice.py"/>
        <source>{0} has no network whose weights could be moved; choose another method.</source>
        <translation>{0} には重みを動かせるネットワークがありません。別の手法を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/loss_slice.py"/>
        <source>{0} has a field of another size than {1}; choose one with the same field.</source>
        <translation>{0} の場の大きさは {1} と違います。同じ場のものを選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>give a smaller thickness</source>
        <translation>厚さを小さくしてください</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>give a shorter edge</source>
        <translation>辺を短くしてください</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>give more neighbours</source>
        <translation>近傍の点を増やしてください</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>{0} is 2D; boxes, planes and pieces are of 3D scans.</source>
        <translation>{0} は2次元です。箱、平面、かたまりは3次元のスキャンのものです。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>'{0}' needs a length above 0 in the units of {1}; give one.</source>
        <translation>「{0}」には、{1} の単位で 0 より大きい長さが必要です。指定してください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>A lasso needs three corners or more; draw it around something.</source>
        <translation>投げ縄には3つ以上の角が必要です。何かを囲むように描いてください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>The frame of a {0} has {1} numbers; give 16, row by row, or none.</source>
        <translation>{0} の座標系の数値が {1} 個あります。行ごとに 16 個を与えるか、省いてください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>No plane of {0} holds {1} % of its points to within {2}; give a greater thickness, or leave it as it is.</source>
        <translation>{0} には、{2} 以内に点の {1} % を含む平面がありません。厚さを大きくするか、そのままにしてください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>{0} has {1} piece{2} at a gap of {3}, and no number {4}; choose another one or a smaller gap.</source>
        <translation>{0} のかたまりは間隔 {3} で {1} 個あり、{4} 番はありません。別の番号か、より小さい間隔を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>{0} is too small a length for {1}; give a greater one.</source>
        <translation>{0} は {1} には小さすぎる長さです。大きくしてください。</translation>
    </message>
    <message>
        <location filename="../../core/analysis/trimming.py"/>
        <source>{0} of {1} would be left{2}; {3}.</source>
        <translation>{1} に残るのは {0} だけです{2}。{3}。</translation>
    </message>
    <message>
        <location filename="../../core/compute/device.py"/>
        <source>The device {0} is not available on this machine; choose auto or {1}.</source>
        <translation>デバイス {0} はこのマシンでは使えません。auto か {1} を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/dataset.py"/>
        <source>{0} has no {1}D shapes; give a folder or file with some.</source>
        <translation>{0} には{1}次元の形状がありません。形状のあるフォルダーかファイルを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/dataset.py"/>
        <source>These are {0} shapes and a gallery has at most {1}; give a range of them.</source>
        <translation>形状が {0} 個ありますが、ギャラリーは {1} 個までです。範囲を指定してください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/dataset.py"/>
        <source>{0} is neither a folder, a file, '{1}' nor one of {2}; check the path.</source>
        <translation>{0} はフォルダーでもファイルでも「{1}」でもなく、{2} のどれでもありません。パスを確かめてください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/dataset.py"/>
        <source>{0} has no range of numbers after the '#'; write it as 0-99.</source>
        <translation>{0} の「#」の後に番号の範囲がありません。0-99 のように書いてください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/dataset.py"/>
        <source>{0} has {1} pictures, so the last is {2}, not {3}; give less.</source>
        <translation>{0} の画像は {1} 枚なので、最後は {3} ではなく {2} です。小さくしてください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/gallery.py"/>
        <source>method time, s</source>
        <translation>手法の時間、秒</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/gallery_folder.py"/>
        <source>{0} is not a gallery, it has no {1}; choose a folder that a gallery was kept in.</source>
        <translation>{0} には {1} がないので、ギャラリーではありません。ギャラリーを保存したフォルダーを選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/gallery_folder.py"/>
        <source>{0} is damaged</source>
        <translation>{0} は壊れています</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/gallery_folder.py"/>
        <source>remove the folder and fill the gallery again</source>
        <translation>フォルダーを取り除き、ギャラリーを作り直してください</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/gallery_folder.py"/>
        <source>The checkpoint {0} has changed since this gallery was begun; start a new gallery with it.</source>
        <translation>このギャラリーを始めた後、チェックポイント {0} が変わりました。新しいギャラリーを始めてください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/gallery_folder.py"/>
        <source>{0} has a gallery with other settings ({1}); choose another folder, or remove it.</source>
        <translation>{0} には別の設定（{1}）のギャラリーがあります。別のフォルダーを選ぶか、それを取り除いてください。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/gallery_folder.py"/>
        <source>its subjects are not numbered</source>
        <translation>対象に番号がありません</translation>
    </message>
    <message>
        <location filename="../../core/fields/point_losses.py"/>
        <source>L1 loss</source>
        <translation>L1 損失</translation>
    </message>
    <message>
        <location filename="../../core/fields/point_losses.py"/>
        <source>L2 loss</source>
        <translation>L2 損失</translation>
    </message>
    <message>
        <location filename="../../core/fields/point_losses.py"/>
        <source>clamped L1 loss</source>
        <translation>上限つき L1 損失</translation>
    </message>
    <message>
        <location filename="../../core/levelset/extraction.py"/>
        <source>diverged: the field has values that are not finite</source>
        <translation>発散: 場に有限でない値があります</translation>
    </message>
    <message>
        <location filename="../../core/levelset/extraction.py"/>
        <source>empty: the field is outside everywhere (smallest value {0})</source>
        <translation>空: 場がどこでも外側です（最小値 {0}）</translation>
    </message>
    <message>
        <location filename="../../core/levelset/extraction.py"/>
        <source>clipped: the surface leaves the box and is closed at its walls</source>
        <translation>切断: 表面が箱からはみ出し、壁で閉じられています</translation>
    </message>
    <message>
        <location filename="../../core/levelset/extraction.py"/>
        <source>empty: the field is inside everywhere (largest value {0})</source>
        <translation>空: 場がどこでも内側です（最大値 {0}）</translation>
    </message>
    <message>
        <location filename="../../core/measures/metrics.py"/>
        <source>{0} has no inside: none of {1} points in its box is in it; give a shape that is solid, or thicker.</source>
        <translation>{0} には内側がありません。箱の中の {1} 点のどれも入りません。中身のある、またはより厚い形状を与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Change in this step</source>
        <translation>このステップでの変化</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>box = 2</source>
        <translation>箱の幅 = 2</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>How far the surface moved in the last step, outward positive</source>
        <translation>最後のステップで表面がどれだけ動いたか。外向きが正です</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Truth to surface</source>
        <translation>真の形状から表面へ</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Distance of the true shape from the surface: what is missing</source>
        <translation>真の形状から表面までの距離: 欠けているもの</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Residual of points</source>
        <translation>点の残差</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Field minus what was observed at each point: positive is too far outside</source>
        <translation>各点での場から観測値を引いたもの。正の値は外側すぎることを示します</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Signed distance</source>
        <translation>符号付き距離</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>The field on the slice: negative is inside</source>
        <translation>断面の上の場。負の値が内側です</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Moved since the start</source>
        <translation>初期値からの移動</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Distance to the observed</source>
        <translation>観測点までの距離</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Seen or imagined: distance to the nearest observed point</source>
        <translation>見えたものか、想像されたものか: 最も近い観測点までの距離</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Error against the truth</source>
        <translation>真の形状に対する誤差</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Surface to truth</source>
        <translation>表面から真の形状へ</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Distance from the surface to the true shape; of the true shape: back</source>
        <translation>表面から真の形状までの距離。真の形状では、その逆</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Spread of the members</source>
        <translation>メンバーのばらつき</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>How far the surfaces of other adaptations lie apart here; the panel of the spread makes them</source>
        <translation>ほかの適応の表面が、ここでどれだけ離れているか。それらは「ばらつき」のパネルで作ります</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>Eikonal residual</source>
        <translation>アイコナール残差</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>no unit</source>
        <translation>単位なし</translation>
    </message>
    <message>
        <location filename="../../core/measures/quantities.py"/>
        <source>How far the slope of the field is from 1, that of a true distance</source>
        <translation>場の傾きが、真の距離の傾きである 1 からどれだけ離れているか</translation>
    </message>
    <message>
        <location filename="../../core/methods/base.py"/>
        <source>{0} was not measured past its trained steps; say how many more: --refine 60.</source>
        <translation>{0} は訓練されたステップの先で測定されていません。何ステップ進めるか指定してください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/base.py"/>
        <source>{0}: this checkpoint is for {1}D shapes and the observation is {2}D; choose a {3}D checkpoint.</source>
        <translation>{0}: このチェックポイントは{1}次元の形状用ですが、観測は{2}次元です。{3}次元のチェックポイントを選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/overridden.py"/>
        <source>This network tells a sign and a distance, which only its own loss compares; leave the loss.</source>
        <translation>このネットワークは符号と距離を別々に答えるので、本来の損失でしか比べられません。損失はそのままにしてください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>plain gradient descent</source>
        <translation>単純な勾配降下</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>checkpoint {0}</source>
        <translation>チェックポイント {0}</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>as before</source>
        <translation>元のまま</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>rates × {0}</source>
        <translation>学習率 × {0}</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>{0} points</source>
        <translation>{0} 点</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>points as before</source>
        <translation>元の点の数</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>its own loss</source>
        <translation>手法本来の損失</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>its own optimiser</source>
        <translation>手法本来の最適化</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>layer{0} {1} frozen</source>
        <translation>層 {1} を固定</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>no layer frozen</source>
        <translation>層の固定なし</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>step {0}: {1}</source>
        <translation>ステップ {0}: {1}</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>the changes are no list of tables</source>
        <translation>変更が表のリストではありません</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>Rates are scaled by {0} to {1}, not by {2}.</source>
        <translation>学習率の倍率は {0} から {1} までで、{2} にはできません。</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>A line has 2 to {0} observed points, not {1}.</source>
        <translation>ラインの観測点は 2 から {0} 個までで、{1} 個にはできません。</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>The layers of this network are 0 to {0}; freeze some of these.</source>
        <translation>このネットワークの層は 0 から {0} までです。その中から固定してください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>With every layer frozen nothing can move; leave one free.</source>
        <translation>すべての層を固定すると何も動きません。1つは残してください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>{0} at {1} is at no step after the one before</source>
        <translation>{0}（{1}）が、前のものより後のステップではありません</translation>
    </message>
    <message>
        <location filename="../../core/methods/overrides.py"/>
        <source>{0}; change its points or its checkpoint.</source>
        <translation>{0}。点の数かチェックポイントを変えてください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/poisson.py"/>
        <source>{0} needs points of the surface, and '{1}' has {2}; observe 'surface' or 'scan', or choose another method.</source>
        <translation>{0} には表面の点が必要ですが、「{1}」には {2} 点しかありません。「表面」か「スキャン」で観測するか、別の手法を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>MetaSDF</source>
        <translation>MetaSDF</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The gradient of the loss by the weights of the field</source>
        <translation>場の重みについての損失の勾配</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>Each weight moves against its gradient, times its learned rate</source>
        <translation>各重みは、学習された学習率を掛けて、勾配と逆向きに動きます</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>auto-decoder</source>
        <translation>オートデコーダー</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The gradient by the code, the only thing that an auto-decoder searches</source>
        <translation>コードについての勾配。オートデコーダーが探すのはコードだけです</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>Adam moves the code; the weights of the field follow from it</source>
        <translation>Adam がコードを動かし、場の重みはコードから決まります</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>An auto-decoder learns no rates: Adam sets them. See the update per unit of gradient.</source>
        <translation>オートデコーダーは学習率を学習せず、Adam が決めます。「勾配あたりの更新」を見てください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>auto-decoder with hypernetwork</source>
        <translation>オートデコーダー（ハイパーネットワーク）</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>set encoder</source>
        <translation>集合エンコーダー</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>A set encoder follows no gradient: its network reads the points at once</source>
        <translation>集合エンコーダーは勾配に従いません。ネットワークが点を一度に読みます</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The network reads the points and gives the code; the weights of the field follow from it</source>
        <translation>ネットワークが点を読んでコードを与え、場の重みはコードから決まります</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>A set encoder takes no gradient step, so it has no rates.</source>
        <translation>集合エンコーダーは勾配ステップを行わないので、学習率がありません。</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>set encoder with hypernetwork</source>
        <translation>集合エンコーダー（ハイパーネットワーク）</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>screened Poisson</source>
        <translation>遮蔽ポアソン</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>Poisson reconstruction solves for a surface: it follows no gradient</source>
        <translation>ポアソン再構成は表面を解として求めます。勾配には従いません</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The solution of a linear system</source>
        <translation>連立一次方程式の解</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>Poisson reconstruction solves for a surface: it has no network, so no weight moves.</source>
        <translation>ポアソン再構成は表面を解として求めます。ネットワークがないので、動く重みはありません。</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>nothing was trained: it makes a surface of the surface points in one step</source>
        <translation>訓練なし: 表面の点から1ステップで表面を作る</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>from scratch</source>
        <translation>ゼロから</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The optimiser makes the update from the gradient; nothing about it was learned</source>
        <translation>最適化手法が勾配から更新を作ります。学習されたものはありません</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>From scratch nothing was learned, rates included. See the update per unit of gradient.</source>
        <translation>ゼロからの場合、学習率を含めて何も学習されていません。「勾配あたりの更新」を見てください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>nearest training piece</source>
        <translation>最も近い訓練形状</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The nearest piece is looked up: no gradient is followed</source>
        <translation>最も近い形状を検索します。勾配には従いません</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The training piece that fits the observation best</source>
        <translation>観測に最もよく合う訓練形状</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>The nearest training piece is looked up: it has no network, so no weight moves.</source>
        <translation>最も近い訓練形状を検索します。ネットワークがないので、動く重みはありません。</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>nothing was trained: it answers with a training piece</source>
        <translation>訓練なし: 訓練形状の1つで答える</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>the method {0} is not known here; use a newer version of this program.</source>
        <translation>手法 {0} はここでは分かりません。新しいバージョンのプログラムを使ってください。</translation>
    </message>
    <message>
        <location filename="../../core/methods/registry.py"/>
        <source>{0}: its method {1} is not known here; use a newer version of this program.</source>
        <translation>{0}: 手法 {1} はここでは分かりません。新しいバージョンのプログラムを使ってください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>family</source>
        <translation>種類</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>as it is</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>legs</source>
        <translation>脚</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>copies</source>
        <translation>複製</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>rotation</source>
        <translation>回転</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>scale</source>
        <translation>拡大</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>times</source>
        <translation>倍</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>sparsity</source>
        <translation>疎らさ</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>times fewer points</source>
        <translation>分の1の点</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>occlusion</source>
        <translation>遮蔽</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>of the surface hidden</source>
        <translation>の表面を隠す</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>noise</source>
        <translation>ノイズ</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>normalised units</source>
        <translation>正規化された単位</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>outlines</source>
        <translation>輪郭</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>polygon</source>
        <translation>多角形</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>glyph</source>
        <translation>文字形</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>table</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>chair</source>
        <translation>椅子</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>bench</source>
        <translation>ベンチ</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>plane</source>
        <translation>飛行機</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>lamp</source>
        <translation>ランプ</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>vase</source>
        <translation>花瓶</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>There is no dial {0}; choose one of {1}.</source>
        <translation>ダイヤル {0} はありません。{1} から選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>family is from 0 to {0} in {1}D, not {2}; choose less.</source>
        <translation>種類は{1}次元では 0 から {0} までで、{2} にはできません。小さくしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>The dial {0} goes from {1}, not to {2}.</source>
        <translation>ダイヤル {0} の範囲は {1} で、{2} にはできません。</translation>
    </message>
    <message>
        <location filename="../../core/observation/dials.py"/>
        <source>{0} has no {1} to change; set {2} to {3}.</source>
        <translation>{0} には変えられる {1} がありません。{2} を {3} にしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observation_spec.py"/>
        <source>A hidden region has another dimension than the {0}D shape; remove it.</source>
        <translation>隠された領域の次元が、{0}次元の形状と違います。取り除いてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observation_spec.py"/>
        <source>The {0} of an observation are from 0 to {1}, not {2}; choose less.</source>
        <translation>観測の {0} は 0 から {1} までで、{2} にはできません。小さくしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>{0} cannot be observed as '{1}'; choose one of {2}.</source>
        <translation>{0} は「{1}」として観測できません。{2} から選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>An observation of {0} points says too little; ask for at least {1} points.</source>
        <translation>{0} 点の観測では少なすぎます。{1} 点以上にしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>All points of {0} are hidden; hide less of it.</source>
        <translation>{0} の点がすべて隠れています。隠す範囲を減らしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>All samples of {0} are hidden; hide less of it.</source>
        <translation>{0} のサンプルがすべて隠れています。隠す範囲を減らしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>All of {0} is hidden; hide less of it.</source>
        <translation>{0} がすべて隠れています。隠す範囲を減らしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>The mask hides all of {0}; hide less of it.</source>
        <translation>マスクが {0} をすべて隠しています。隠す範囲を減らしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>All that the camera sees of {0} is hidden; hide less of it.</source>
        <translation>カメラから見える {0} がすべて隠れています。隠す範囲を減らしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/observe.py"/>
        <source>{0} cannot be scanned from there: {1}; move the camera.</source>
        <translation>{0} はそこからスキャンできません（{1}）。カメラを動かしてください。</translation>
    </message>
    <message>
        <location filename="../../core/observation/raw.py"/>
        <source>{0} has no sample in the box [-1, 1]; normalise its points first.</source>
        <translation>{0} のサンプルが箱 [-1, 1] の中にありません。先に点を正規化してください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>{0}: {1} samples without a measurement were left out.</source>
        <translation>{0}: 測定値のない {1} 個のサンプルを除きました。</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>its arrays are {0}, not pos and neg or points</source>
        <translation>配列が {0} で、pos と neg でも points でもありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>its points fill a volume and '{0}' tells {1}</source>
        <translation>点が立体を満たしていて、「{0}」は {1} を示します</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>give points of the surface, or samples with signed distances as `sdf`, or as pos and neg</source>
        <translation>表面の点か、符号付き距離のサンプルを `sdf`、または pos と neg として与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>its points are the corners of '{0}', which are not read</source>
        <translation>点は「{0}」の角で、これは読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>save it as PLY, OBJ or GLB</source>
        <translation>PLY、OBJ、GLB で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>its arrays pos and neg are not tables of the columns x y z distance</source>
        <translation>配列 pos と neg が x y z 距離の列の表ではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>it has no samples</source>
        <translation>サンプルがありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>its points and its signed distances are not as many</source>
        <translation>点と符号付き距離の数が違います</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>its points and distances are not numbers</source>
        <translation>点と距離が数ではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>it holds Python objects (a pickle), which are not opened</source>
        <translation>Python のオブジェクト（pickle）を含んでいて、これは開けません</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>it is not a whole NumPy file: it ends before the data that its header announces</source>
        <translation>完全な NumPy ファイルではありません。ヘッダーの示すデータの前で終わっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/deepsdf.py"/>
        <source>it is not a whole NumPy file</source>
        <translation>完全な NumPy ファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/depth.py"/>
        <source>no depth was measured in it</source>
        <translation>深度が1つも測定されていません</translation>
    </message>
    <message>
        <location filename="../../core/readers/depth.py"/>
        <source>give another frame</source>
        <translation>別のフレームを与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/depth.py"/>
        <source>{0} tells no camera; give fx,fy,cx,cy in pixels, the first two above 0, and where they are no millimetres how many steps of depth are a metre.</source>
        <translation>{0} はカメラの数値ではありません。fx,fy,cx,cy をピクセルで入力してください。最初の2つは 0 より大きい数です。深度がミリメートルでなければ、1メートルの段階数も入力してください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/depth.py"/>
        <source>{0} tells no camera{1}</source>
        <translation>{0} にカメラの数値がありません{1}</translation>
    </message>
    <message>
        <location filename="../../core/readers/depth.py"/>
        <source>give fx and fy above 0, cx, cy, and as depth_scale the steps of depth in a metre there</source>
        <translation>そこに 0 より大きい fx と fy、cx、cy、そして depth_scale として1メートルあたりの深度の段数を与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/depth.py"/>
        <source>give its 3 x 3 matrix there, row by row</source>
        <translation>そこに 3 x 3 の行列を1行ずつ与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it has no faces</source>
        <translation>面がありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it is not a whole GLB file: its description cannot be read</source>
        <translation>完全な GLB ファイルではありません。記述を読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it is no glTF file</source>
        <translation>glTF ファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it is of version 1 of glTF, which is not read</source>
        <translation>glTF のバージョン 1 で、これは読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>save it as glTF 2.0</source>
        <translation>glTF 2.0 で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its parts are repeated by {0}, which is not read</source>
        <translation>部品が {0} で繰り返されていて、これは読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>save it without instancing</source>
        <translation>インスタンス化なしで保存してください</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its data are in '{0}', which is not beside it</source>
        <translation>データのある「{0}」が横にありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>put the file there</source>
        <translation>そのファイルを置いてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it is not a whole GLB file of version 2</source>
        <translation>バージョン 2 の完全な GLB ファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it is not a whole GLB file: it has {0} bytes and announces {1}</source>
        <translation>完全な GLB ファイルではありません。{1} バイトのはずが {0} バイトです</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its meshes are packed with {0} ({1}), which is not read</source>
        <translation>メッシュが {0}（{1}）で圧縮されていて、これは読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>save it without compression (in Blender: export glTF with Compression off; or gltf-transform copy)</source>
        <translation>圧縮なしで保存してください（Blender では glTF の書き出しで Compression をオフに、または gltf-transform copy）</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it needs the extension {0}, which is not known</source>
        <translation>不明な拡張 {0} が必要です</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>save it as plain glTF or as PLY</source>
        <translation>通常の glTF か PLY で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its data in '{0}' cannot be read</source>
        <translation>「{0}」のデータを読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>check its permissions</source>
        <translation>権限を確かめてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its skin leaves vertices without a joint</source>
        <translation>スキンの関節のない頂点があります</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its description of the data makes no sense</source>
        <translation>データの記述が正しくありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it is not a whole glTF file: its data end before what its description announces</source>
        <translation>完全な glTF ファイルではありません。データが記述より前で終わっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>it is not a whole GLB file: a part of it is cut</source>
        <translation>完全な GLB ファイルではありません。一部が切れています</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>the data within it cannot be read</source>
        <translation>中のデータを読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its nodes are no tree</source>
        <translation>ノードが木になっていません</translation>
    </message>
    <message>
        <location filename="../../core/readers/gltf.py"/>
        <source>its faces name vertices that are not there</source>
        <translation>面が存在しない頂点を指しています</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>give a closed triangle mesh, or its points alone as a cloud</source>
        <translation>閉じた三角形メッシュか、点だけを点群として与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>give a cloud of points around a shape</source>
        <translation>形状のまわりの点群を与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>give a picture of a dark shape on light ground or the reverse</source>
        <translation>明るい背景に暗い形、またはその逆の画像を与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>{0} is of an unknown kind; give one of {1} or an MNIST IDX file.</source>
        <translation>{0} は不明な種類です。{1} のどれか、または MNIST の IDX ファイルを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>{0} has no part '{1}'; leave the '#' and what follows it away.</source>
        <translation>{0} に部分「{1}」はありません。「#」とそれに続く部分を取り除いてください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>{0} is no depth image, which is a grey PNG of 16 bits; leave its camera away.</source>
        <translation>{0} は深度画像（16 ビットのグレースケール PNG）ではありません。カメラの指定を取り除いてください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>{0} has no pictures; fetch the file again.</source>
        <translation>{0} に画像がありません。ファイルを取り直してください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/load.py"/>
        <source>{0} has no picture '{1}'; choose a number from 0 to {2}.</source>
        <translation>{0} に画像「{1}」はありません。0 から {2} の番号を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/mnist.py"/>
        <source>The MNIST pictures cannot be fetched ({0}); connect to the network, or set data in the training file to a copy.</source>
        <translation>MNIST の画像を取得できません（{0}）。ネットワークに接続するか、訓練ファイルの data に手元のコピーを指定してください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/mnist.py"/>
        <source>{0}: the MNIST pictures are not there; set data in the training file to your copy, or leave it out and they are fetched.</source>
        <translation>{0}: MNIST の画像がありません。訓練ファイルの data に手元のコピーを指定するか、省いて取得させてください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/mnist.py"/>
        <source>{0} has no {1}(.gz) in it; give the folder with the MNIST files.</source>
        <translation>{0} に {1}(.gz) がありません。MNIST のファイルがあるフォルダーを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/obj.py"/>
        <source>give a closed triangle mesh; points alone can be saved as PLY or XYZ</source>
        <translation>閉じた三角形メッシュを与えてください。点だけなら PLY か XYZ で保存できます</translation>
    </message>
    <message>
        <location filename="../../core/readers/obj.py"/>
        <source>line {0} names vertex 0, and OBJ files count from 1</source>
        <translation>{0} 行目が頂点 0 を指していますが、OBJ ファイルは 1 から数えます</translation>
    </message>
    <message>
        <location filename="../../core/readers/off.py"/>
        <source>it is a binary OFF file, which is not read</source>
        <translation>バイナリの OFF ファイルで、これは読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/off.py"/>
        <source>save it as text, or as PLY</source>
        <translation>テキストか PLY で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/readers/off.py"/>
        <source>it has no OFF header with the numbers of its vertices and faces</source>
        <translation>頂点と面の数を示す OFF ヘッダーがありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/off.py"/>
        <source>it has a face with fewer corners than its line announces</source>
        <translation>示された数より角の少ない面があります</translation>
    </message>
    <message>
        <location filename="../../core/readers/off.py"/>
        <source>its points have another number of dimensions than 3</source>
        <translation>点が3次元ではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/off.py"/>
        <source>give a mesh in 3D</source>
        <translation>3次元のメッシュを与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/pcd.py"/>
        <source>its data are '{0}', not ascii, binary or binary_compressed</source>
        <translation>データが「{0}」で、ascii、binary、binary_compressed のどれでもありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/pcd.py"/>
        <source>it has no fields x, y and z</source>
        <translation>x、y、z のフィールドがありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/pcd.py"/>
        <source>it has no complete PCD header</source>
        <translation>完全な PCD ヘッダーがありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/pcd.py"/>
        <source>its PCD header makes no sense</source>
        <translation>PCD ヘッダーが正しくありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/pcd.py"/>
        <source>its compressed data are larger than the points that its header announces</source>
        <translation>圧縮されたデータが、ヘッダーの示す点より大きくなっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>{0} is a depth image; its camera is that of {1}.</source>
        <translation>{0} は深度画像です。カメラは {1} のものです。</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>{0} is a depth image; its camera is the one that was told.</source>
        <translation>{0} は深度画像です。カメラは指定されたものです。</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>{0}: it is taken for a picture; were it a depth image, the numbers of its camera would open it as a scan, told in the window, by --camera, or by a file camera-intrinsics.txt beside it with its 3 x 3 matrix.</source>
        <translation>{0}: 画像として扱います。深度画像なら、カメラの数値を指定するとスキャンとして開きます。ウィンドウで、--camera で、または 3 x 3 の行列を書いたファイル camera-intrinsics.txt を隣に置いて指定します。</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>it is too large: it has {0}</source>
        <translation>大きすぎます（{0}）</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>reduce it, for no more than 512 a side are used</source>
        <translation>使われるのは1辺 512 までなので、縮小してください</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>it is blank</source>
        <translation>何も写っていません</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>it has {0} x {1} pixels, which is a line</source>
        <translation>{0} x {1} ピクセルで、線になっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>give a picture</source>
        <translation>画像を与えてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>it cannot be read as a picture</source>
        <translation>画像として読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>it is blank but for specks</source>
        <translation>小さな点のほかに何も写っていません</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>it is no depth image, which is a grey PNG of 16 bits</source>
        <translation>深度画像（16 ビットのグレースケール PNG）ではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>leave its camera away</source>
        <translation>カメラを指定しないでください</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>{0}: the outline is doubtful, for light and dark are not clearly apart; an evenly lit picture is surer.</source>
        <translation>{0}: 明暗がはっきり分かれていないため、輪郭が不確かです。均一に照らされた画像のほうが確実です。</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>{0}: {1} specks too small for a shape were left out.</source>
        <translation>{0}: 形には小さすぎる点を {1} 個除きました。</translation>
    </message>
    <message>
        <location filename="../../core/readers/picture.py"/>
        <source>{0}: {1} holes too small for a shape were left out.</source>
        <translation>{0}: 形には小さすぎる穴を {1} 個除きました。</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>it has no vertices with x, y and z</source>
        <translation>x、y、z のある頂点がありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>it has no complete PLY header</source>
        <translation>完全な PLY ヘッダーがありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>its format '{0}' is not a PLY format</source>
        <translation>形式「{0}」は PLY の形式ではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>its header has '{0}' in the place of a type</source>
        <translation>ヘッダーの型の場所に「{0}」があります</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>its element '{0}' has no list of vertices</source>
        <translation>要素「{0}」に頂点のリストがありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>its element '{0}' has lists ({1}) that are not known as faces</source>
        <translation>要素「{0}」に、面として分からないリスト（{1}）があります</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>its header has an element without a name or a count of its own: '{0}'</source>
        <translation>ヘッダーに、名前か個数のない要素があります: 「{0}」</translation>
    </message>
    <message>
        <location filename="../../core/readers/ply.py"/>
        <source>it has a list whose length is no whole number</source>
        <translation>長さが整数でないリストがあります</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>it is a grid of heights (ESRI ASCII grid), not a table of points</source>
        <translation>点の表ではなく、高さの格子（ESRI ASCII グリッド）です</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>save its points as XYZ</source>
        <translation>点を XYZ で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>its rows have fewer columns than its first row names</source>
        <translation>行の列数が、最初の行の名前より少なくなっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>its commas part columns and stand in numbers too</source>
        <translation>コンマが列の区切りと数値の両方に使われています</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>part the columns by semicolons</source>
        <translation>列をセミコロンで区切ってください</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>its numbers are written in several ways</source>
        <translation>数値の書き方が混ざっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>write all with a decimal point</source>
        <translation>すべて小数点で書いてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>it has no points</source>
        <translation>点がありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>its lines have different numbers of columns: {0} at first, {1} in line {2}</source>
        <translation>行によって列数が違います: 最初は {0}、{2} 行目は {1}</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>it has no points, only the names of columns</source>
        <translation>列の名前だけで、点がありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>its first row names {0} columns and its rows have {1}</source>
        <translation>1行目は {0} 列を名付けていますが、行には {1} 列あります</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>name each column</source>
        <translation>どの列にも名前を付けてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>its first row names the columns {0}, none of them x, y and z</source>
        <translation>最初の行の列名 {0} に x、y、z がありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>name them x, y, z</source>
        <translation>x、y、z と名付けてください</translation>
    </message>
    <message>
        <location filename="../../core/readers/points.py"/>
        <source>it ends before the {0} points that line {1} announces</source>
        <translation>{1} 行目の示す {0} 点の前で終わっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/polygons.py"/>
        <source>its faces name vertices by something else than whole numbers</source>
        <translation>面が整数以外で頂点を指しています</translation>
    </message>
    <message>
        <location filename="../../core/readers/prepared.py"/>
        <source>its normalisation {0} has no usable offset and scale</source>
        <translation>正規化 {0} に使えるずれと倍率がありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/prepared.py"/>
        <source>{0} has no folder {1}; run `{2}` on your meshes, or give DeepSDF's data.</source>
        <translation>{0} にフォルダー {1} がありません。自分のメッシュで `{2}` を実行するか、DeepSDF のデータを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/prepared.py"/>
        <source>{0} holds no samples; run `{1}` on your meshes.</source>
        <translation>{0} にサンプルがありません。自分のメッシュで `{1}` を実行してください。</translation>
    </message>
    <message>
        <location filename="../../core/readers/prepared.py"/>
        <source>its surface {0} has no points or some that are not finite</source>
        <translation>表面 {0} に点がないか、有限でない点があります</translation>
    </message>
    <message>
        <location filename="../../core/readers/prepared.py"/>
        <source>its normalisation {0} cannot be read</source>
        <translation>正規化 {0} を読み込めません</translation>
    </message>
    <message>
        <location filename="../../core/readers/prepared.py"/>
        <source>its surface {0} cannot be read: {1}</source>
        <translation>表面 {0} を読み込めません: {1}</translation>
    </message>
    <message>
        <location filename="../../core/readers/stl.py"/>
        <source>it has no faces or is not a whole STL file</source>
        <translation>面がないか、完全な STL ファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/stl.py"/>
        <source>it is not a whole STL file: it has no header</source>
        <translation>完全な STL ファイルではありません。ヘッダーがありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/stl.py"/>
        <source>it is not a whole STL file: its header announces {0} triangles and {1} follow</source>
        <translation>完全な STL ファイルではありません。ヘッダーの示す三角形 {0} 個に対して {1} 個です</translation>
    </message>
    <message>
        <location filename="../../core/readers/stl.py"/>
        <source>its header announces no triangles, but {0} bytes follow</source>
        <translation>ヘッダーは三角形なしと示しますが、{0} バイト続いています</translation>
    </message>
    <message>
        <location filename="../../core/readers/stl.py"/>
        <source>it is not a whole STL file: its last solid does not end</source>
        <translation>完全な STL ファイルではありません。最後の立体が終わっていません</translation>
    </message>
    <message>
        <location filename="../../core/readers/stl.py"/>
        <source>it is not a whole STL file: it has a face without three corners</source>
        <translation>完全な STL ファイルではありません。3つの角のない面があります</translation>
    </message>
    <message>
        <location filename="../../core/readers/text.py"/>
        <source>it has something that is not a number</source>
        <translation>数でないものがあります</translation>
    </message>
    <message>
        <location filename="../../core/readers/text.py"/>
        <source>it is not a text file</source>
        <translation>テキストファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/text.py"/>
        <source>it ends before the data that its header announces</source>
        <translation>ヘッダーの示すデータの前で終わっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/text.py"/>
        <source>line {0} has {1} of the {2} numbers that are due</source>
        <translation>{0} 行目に、必要な {2} 個のうち {1} 個の数しかありません</translation>
    </message>
    <message>
        <location filename="../../core/readers/text.py"/>
        <source>its text is damaged</source>
        <translation>テキストが壊れています</translation>
    </message>
    <message>
        <location filename="../../core/readers/text.py"/>
        <source>it ends before line {0} has the {1} numbers that are due</source>
        <translation>{0} 行目が {1} 個の数値を持つ前に終わっています</translation>
    </message>
    <message>
        <location filename="../../core/readers/text.py"/>
        <source>line {0} has '{1}' where a number is due</source>
        <translation>{0} 行目の数のはずの場所に「{1}」があります</translation>
    </message>
    <message>
        <location filename="../../core/runs/branch.py"/>
        <source>The checkpoint as before is the first line itself; branch from there.</source>
        <translation>元のチェックポイントは最初のラインそのものです。そこから分岐してください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/branch.py"/>
        <source>Step {0} is not finite, so nothing can follow it; go back and branch earlier.</source>
        <translation>ステップ {0} は有限でないので、その先へは進めません。戻って、もっと前から分岐してください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/carried.py"/>
        <source>{0} is not what was opened any more, so it cannot go along; save the session without it.</source>
        <translation>{0} は開いたときのものから変わっているので、一緒に保存できません。それを入れずにセッションを保存してください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>{0} has no checkpoint in it; give a folder with a folder for each that train wrote.</source>
        <translation>{0} にはチェックポイントがありません。train が書いたフォルダーを含むフォルダーを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>{0}: a checkpoint is a folder with weights.safetensors and card.json, not a single file.</source>
        <translation>{0}: チェックポイントは1つのファイルではなく、weights.safetensors と card.json のあるフォルダーです。</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>{0}: there is no such checkpoint; choose one of {1}, or a folder that train wrote.</source>
        <translation>{0}: そのチェックポイントはありません。{1} のどれか、または train が書いたフォルダーを選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>{0}: the checkpoint is damaged or not one of ours</source>
        <translation>{0}: チェックポイントが壊れているか、このプログラムのものではありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>restore it or train it again</source>
        <translation>元に戻すか、訓練し直してください</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>the weights do not fit the card</source>
        <translation>重みがカードと合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>its loss does not fit the outputs of its field</source>
        <translation>損失が場の出力と合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>the card lacks the key 'trained_steps'</source>
        <translation>カードに trained_steps がありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/checkpoint.py"/>
        <source>the rates do not fit the weights</source>
        <translation>学習率が重みと合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/defaults.py"/>
        <source>{0} is {1}D, but the checkpoint {2} is for {3}D shapes; choose {4}.</source>
        <translation>{0} は{1}次元ですが、チェックポイント {2} は{3}次元の形状用です。{4} を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/kept.py"/>
        <source>{0} is damaged or not a kept run</source>
        <translation>{0} は壊れているか、残した実行ではありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/kept.py"/>
        <source>delete it to be told of it no more</source>
        <translation>削除すれば表示されなくなります</translation>
    </message>
    <message>
        <location filename="../../core/runs/kept.py"/>
        <source>{0} cannot be deleted ({1}); try again later.</source>
        <translation>{0} は削除できません（{1}）。後でもう一度試してください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/packed.py"/>
        <source>The checkpoint in the session is damaged ({0}); put the original in its place.</source>
        <translation>セッションの中のチェックポイントが壊れています（{0}）。元のものに置き換えてください。</translation>
    </message>
    <message>
        <location filename="../../core/runs/reopening.py"/>
        <source>{0} has changed since the session was saved, so the session goes on with what was observed of it; no true shape is known.</source>
        <translation>{0} はセッションの保存後に変わりました。セッションは観測されたもので続けます。真の形状は分かりません。</translation>
    </message>
    <message>
        <location filename="../../core/runs/reopening.py"/>
        <source>{0} is not there any more, so the session goes on with what was observed of it; no true shape is known.</source>
        <translation>{0} はもうありません。セッションは観測されたもので続けます。真の形状は分かりません。</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>open the shape itself and save the session again</source>
        <translation>形状そのものを開き、セッションを保存し直してください</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>its normalisation does not fit</source>
        <translation>正規化が合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>the line that it shows is not there</source>
        <translation>表示するラインがありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>its setup is not complete</source>
        <translation>設定が揃っていません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>its checkpoint is not whole</source>
        <translation>チェックポイントが完全ではありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>its input is not whole</source>
        <translation>入力が完全ではありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>a line has a name that does not fit</source>
        <translation>ラインの名前が不適切です</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>it has more branches than there can be</source>
        <translation>分岐が多すぎます</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>its branches are out of order</source>
        <translation>分岐の順序が正しくありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>a branch shares steps that are not there</source>
        <translation>分岐の元になるステップがありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>a branch has another dimension</source>
        <translation>分岐の次元が違います</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>it holds other files than a session does</source>
        <translation>セッションにないはずのファイルを含んでいます</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>it is larger than a session can be</source>
        <translation>セッションとしては大きすぎます</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>it unpacks to far more than it is</source>
        <translation>展開すると大きくなりすぎます</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>{0} has another size than stated</source>
        <translation>{0} の大きさが記載と違います</translation>
    </message>
    <message>
        <location filename="../../core/runs/session.py"/>
        <source>{0} is damaged or not a session file</source>
        <translation>{0} は壊れているか、セッションのファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session_parts.py"/>
        <source>its observation does not fit together</source>
        <translation>観測の内容が合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session_parts.py"/>
        <source>its observation has numbers that cannot be</source>
        <translation>観測にあり得ない数値があります</translation>
    </message>
    <message>
        <location filename="../../core/runs/session_parts.py"/>
        <source>it has a hidden region that does not fit</source>
        <translation>隠された領域が合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session_parts.py"/>
        <source>its cameras do not fit</source>
        <translation>カメラが合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session_parts.py"/>
        <source>its normals do not fit</source>
        <translation>法線が合いません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session_parts.py"/>
        <source>it has no steps</source>
        <translation>ステップがありません</translation>
    </message>
    <message>
        <location filename="../../core/runs/session_parts.py"/>
        <source>its steps are out of order</source>
        <translation>ステップの順序が正しくありません</translation>
    </message>
    <message>
        <location filename="../../core/shapes/catalogue.py"/>
        <source>There is no family {0}; choose one of {1}.</source>
        <translation>種類 {0} はありません。{1} から選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>{0}: 1 point without a measurement was left out.</source>
        <translation>{0}: 測定値のない 1 点を除きました。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>{0}: {1} points without a measurement were left out.</source>
        <translation>{0}: 測定値のない {1} 点を除きました。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>it has no measured point, all are NaN or infinite</source>
        <translation>測定された点がありません。すべて NaN か無限大です</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>it has only one point</source>
        <translation>点が1つしかありません</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>its coordinates are too large</source>
        <translation>座標が大きすぎます</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>all its points are equal</source>
        <translation>すべての点が同じ位置です</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>its points are too close together</source>
        <translation>点どうしが近すぎます</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>its points stand in columns, not in rows</source>
        <translation>点が行でなく列に並んでいます</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>turn the table</source>
        <translation>表の行と列を入れ替えてください</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>it has {0} columns, as a picture has</source>
        <translation>画像のように {0} 列あります</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>give a table with the columns x y z</source>
        <translation>列 x y z を持つ表を与えてください</translation>
    </message>
    <message>
        <location filename="../../core/shapes/cloud.py"/>
        <source>it is not a table with the columns x y z, or x y z nx ny nz</source>
        <translation>x y z、または x y z nx ny nz の列の表ではありません</translation>
    </message>
    <message>
        <location filename="../../core/shapes/drawing.py"/>
        <source>Nothing is drawn yet; draw a closed shape with the pen.</source>
        <translation>まだ何も描かれていません。ペンで閉じた形を描いてください。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/drawing.py"/>
        <source>The drawing cannot be read; draw it anew.</source>
        <translation>描かれた形を読み取れません。描き直してください。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/drawing.py"/>
        <source>The drawing is not {0} x {1} pixels; draw it anew.</source>
        <translation>描かれた形が {0} x {1} ピクセルではありません。描き直してください。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>give train-images-idx3-ubyte(.gz)</source>
        <translation>train-images-idx3-ubyte(.gz) を与えてください</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>give train-labels-idx1-ubyte(.gz)</source>
        <translation>train-labels-idx1-ubyte(.gz) を与えてください</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>it is not a whole IDX file: it ends before what its header announces</source>
        <translation>完全な IDX ファイルではありません。ヘッダーの示す所より前で終わっています</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>{0}: there is no picture {1}; choose a number from 0 to {2}.</source>
        <translation>{0}: 画像 {1} はありません。0 から {2} の番号を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>{0}: the picture has no pixels; use another one.</source>
        <translation>{0}: 画像に画素がありません。別のものを使ってください。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>{0}: the picture is blank or uniform, so it has no outline; use one with a clear shape.</source>
        <translation>{0}: 画像が空白か一様なので、輪郭がありません。形のはっきりしたものを使ってください。</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>it is not an IDX file of bytes</source>
        <translation>バイトの IDX ファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>its header announces pictures of {0} x {1} pixels</source>
        <translation>ヘッダーの示す画像が {0} x {1} ピクセルです</translation>
    </message>
    <message>
        <location filename="../../core/shapes/image.py"/>
        <source>it is not a whole IDX file: its packed data are damaged</source>
        <translation>完全な IDX ファイルではありません。圧縮データが壊れています</translation>
    </message>
    <message>
        <location filename="../../core/shapes/mesh.py"/>
        <source>it has NaN or infinite vertices</source>
        <translation>NaN か無限大の頂点があります</translation>
    </message>
    <message>
        <location filename="../../core/shapes/mesh.py"/>
        <source>its faces have no area</source>
        <translation>面に面積がありません</translation>
    </message>
    <message>
        <location filename="../../core/shapes/mesh.py"/>
        <source>it is a flat sheet without volume</source>
        <translation>体積のない平らな面です</translation>
    </message>
    <message>
        <location filename="../../core/shapes/mesh.py"/>
        <source>its triangles are not joined to one another and lie across each other</source>
        <translation>三角形がつながっておらず、互いに交差しています</translation>
    </message>
    <message>
        <location filename="../../core/shapes/mesh.py"/>
        <source>join them at their corners, or give its points alone as a cloud</source>
        <translation>角でつなぐか、点だけを点群として与えてください</translation>
    </message>
    <message>
        <location filename="../../core/shapes/mesh.py"/>
        <source>it encloses no volume</source>
        <translation>体積を囲んでいません</translation>
    </message>
    <message>
        <location filename="../../core/storage/atomic.py"/>
        <source>{0} cannot be written ({1}); choose another folder.</source>
        <translation>{0} に書き込めません（{1}）。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/claims.py"/>
        <source>{0} is being written by another program; wait until it has ended, or choose {1}.</source>
        <translation>{0} には別のプログラムが書き込み中です。終わるまで待つか、{1}を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/claims.py"/>
        <source>{0} has results of something else ({1}); choose another --out, or --replace them.</source>
        <translation>{0} には別のものの結果があります（{1}）。別の --out を選ぶか、--replace で置き換えてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/claims.py"/>
        <source>{0} cannot be written ({1}); choose {2}.</source>
        <translation>{0} に書き込めません（{1}）。{2}を選んでください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/claims.py"/>
        <source>{0} is the input itself; choose another name for the result.</source>
        <translation>{0} は入力そのものです。結果には別の名前を付けてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it lacks '{0}'</source>
        <translation>「{0}」がありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it cannot be opened</source>
        <translation>開けません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it is nested too deeply</source>
        <translation>入れ子が深すぎます</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it needs more memory than there is</source>
        <translation>メモリが足りません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it is not whole</source>
        <translation>完全ではありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>check that the file is complete and of the kind that its name says</source>
        <translation>ファイルが完全で、名前どおりの種類かどうかを確かめてください</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>give a file with a shape in it</source>
        <translation>形状のあるファイルを与えてください</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} is too large for this machine's memory; give a smaller file.</source>
        <translation>{0} はこのマシンのメモリには大きすぎます。小さいファイルを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} is a folder; give one of the files in it.</source>
        <translation>{0} はフォルダーです。その中のファイルを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} is empty; give a file with a shape in it.</source>
        <translation>{0} は空です。形状のあるファイルを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it would take {0} MB of memory and its size allows {1} MB</source>
        <translation>メモリが {0} MB 必要ですが、ファイルの大きさから許されるのは {1} MB までです</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>give a smaller file</source>
        <translation>小さいファイルを与えてください</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} does not exist; check the path.</source>
        <translation>{0} がありません。パスを確かめてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} cannot be read ({1}); {2}.</source>
        <translation>{0} を読み込めません（{1}）。{2}。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} is not the name of a file; {1}.</source>
        <translation>{0} はファイルの名前ではありません。{1}。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} cannot be read ({1}); check its permissions.</source>
        <translation>{0} を読み込めません（{1}）。権限を確かめてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} cannot be used: {1}; {2}.</source>
        <translation>{0} は使えません。{1}。{2}。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} cannot be read ({1}); check the path.</source>
        <translation>{0} を読み込めません（{1}）。パスを確かめてください。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it is not a whole {0} file</source>
        <translation>完全な {0} ファイルではありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>it is {0}</source>
        <translation>これは {0} です</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>{0} ({1}); {2}.</source>
        <translation>{0}（{1}）。{2}。</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>No such file or directory</source>
        <translation>ファイルがありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>Permission denied</source>
        <translation>権限がありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>No space left on device</source>
        <translation>空き容量がありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>Is a directory</source>
        <translation>フォルダーです</translation>
    </message>
    <message>
        <location filename="../../core/storage/reading.py"/>
        <source>Read-only file system</source>
        <translation>書き込みできない場所です</translation>
    </message>
    <message>
        <location filename="../../core/storage/signatures.py"/>
        <source>save it as PNG</source>
        <translation>PNG で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/storage/signatures.py"/>
        <source>save it in a format that is read</source>
        <translation>読み込める形式で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/storage/signatures.py"/>
        <source>save it as GLB, OBJ or PLY</source>
        <translation>GLB、OBJ、PLY で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/storage/signatures.py"/>
        <source>save it as PLY or XYZ</source>
        <translation>PLY か XYZ で保存してください</translation>
    </message>
    <message>
        <location filename="../../core/storage/tensors.py"/>
        <source>its numbers are damaged</source>
        <translation>数値が壊れています</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>{0} is {1} and has to be {2}</source>
        <translation>{0} が {1} です（{2} である必要があります）</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>it is larger, or its keys are longer, than those of any file of this kind</source>
        <translation>この種類のファイルとしては、全体が大きすぎるか、キーが長すぎます</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>it would take far more memory than a document of its size</source>
        <translation>この大きさの文書としてはメモリを使いすぎます</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>it holds {0} in place of a table</source>
        <translation>表の代わりに {0} があります</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>{0} is {1} and has to be a table</source>
        <translation>{0} が {1} です（表である必要があります）</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>it is too large</source>
        <translation>大きすぎます</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>it is no {0} text, from line {1}, column {2} on</source>
        <translation>{1} 行 {2} 列目から {0} のテキストではありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>it is no text in UTF-8, from byte {0} on</source>
        <translation>{0} バイト目から UTF-8 のテキストではありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>it is no {0} text</source>
        <translation>{0} のテキストではありません</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>{0} has the unknown key {1}{2}</source>
        <translation>{0} に不明なキー {1} があります{2}</translation>
    </message>
    <message>
        <location filename="../../core/storage/typed.py"/>
        <source>{0} lacks the key '{1}', {2}</source>
        <translation>{0} にキー「{1}」がありません（{2}）</translation>
    </message>
    <message>
        <location filename="../../core/storage/versions.py"/>
        <source>{0} was made by a newer version of the program ({1} of format {2}, and {3} is known here); update this one to use it.</source>
        <translation>{0} は新しいバージョンのプログラムで作られました（{1} の形式 {2}。ここで分かるのは {3} まで）。使うにはプログラムを更新してください。</translation>
    </message>
    <message>
        <location filename="../../core/training/meshes.py"/>
        <source>{0} holds {1} meshes to train on; give at least three.</source>
        <translation>{0} の訓練に使えるメッシュは {1} 個です。3個以上与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/training/meshes.py"/>
        <source>{0} holds no surface with triangles; leave it out.</source>
        <translation>{0} には三角形の表面がありません。外してください。</translation>
    </message>
    <message>
        <location filename="../../core/training/meshes.py"/>
        <source>{0} has no class {1}; it has {2}.</source>
        <translation>{0} にクラス {1} はありません。あるのは {2} です。</translation>
    </message>
    <message>
        <location filename="../../core/training/own_training.py"/>
        <source>{0} of the meshes can be used; give a folder with at least {1}.</source>
        <translation>使えるメッシュは {0} 個です。{1} 個以上あるフォルダーを与えてください。</translation>
    </message>
    <message>
        <location filename="../../core/training/own_training.py"/>
        <source>{0} has no learned rates for 3D shapes; begin from a MetaSDF checkpoint in 3D.</source>
        <translation>{0} には3次元の形状用の学習された学習率がありません。3次元の MetaSDF チェックポイントから始めてください。</translation>
    </message>
    <message>
        <location filename="../../core/training/own_training.py"/>
        <source>{0} has a name that no text can hold; rename the folder.</source>
        <translation>{0} の名前はテキストにできません。フォルダーの名前を変えてください。</translation>
    </message>
</context>
</TS>
