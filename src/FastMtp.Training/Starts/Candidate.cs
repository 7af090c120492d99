namespace FastMtp.Training.Starts;

/// <summary>A start that competes with others.</summary>
/// <param name="Name">What it is, such as "random, seed 0".</param>
/// <param name="Seed">Seed of what is random in it.</param>
/// <param name="Point">[c | species | moments]; null for random radial coefficients.</param>
internal sealed record Candidate(string Name, ulong Seed, double[]? Point = null);

/// <summary>How far a start has come.</summary>
/// <param name="Name"><see cref="Candidate.Name"/>.</param>
/// <param name="Steps">Steps of its fit.</param>
/// <param name="Loss">Loss on the training set after them.</param>
/// <param name="GoesOn">True if it was among the better ones so far.</param>
internal sealed record Trial(string Name, int Steps, double Loss, bool GoesOn);
