"""What can be adapted to: shapes with truth, scans, samples; meshes, pictures and every seeded family."""
