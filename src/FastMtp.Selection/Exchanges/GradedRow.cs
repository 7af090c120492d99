namespace FastMtp.Selection.Exchanges;

/// <summary>A row that may enter an active set.</summary>
/// <param name="Configuration">Index of its configuration.</param>
/// <param name="Atom">The atom; null for a whole configuration.</param>
/// <param name="Grade">Its grade when it was found.</param>
/// <param name="Row">Its components in the tangent space.</param>
internal sealed record GradedRow(int Configuration, int? Atom, double Grade, double[] Row);

/// <summary>The grades of a configuration.</summary>
/// <param name="Largest">The grade of the configuration, or the largest of its atoms.</param>
/// <param name="Atoms">[N] the grades of its atoms; null if whole configurations are graded.</param>
/// <param name="Above">The rows above a threshold.</param>
internal sealed record ConfigurationGrades(double Largest, double[]? Atoms, IReadOnlyList<GradedRow> Above);
