namespace FastMtp.Training.Starts;

/// <summary>A start that competes with others.</summary>
/// <param name="Name">What it is, such as "start 1, random".</param>
/// <param name="Seed">Seed of what is random in it.</param>
/// <param name="Point">[c | species | moments]; null for random radial coefficients.</param>
/// <param name="IsFitted">True if a fit with a smaller basis has made it, so that its loss falls less than that of others.</param>
internal sealed record Start(string Name, ulong Seed, double[]? Point = null, bool IsFitted = false);

/// <summary>How far a start has come.</summary>
/// <param name="Name"><see cref="Start.Name"/>.</param>
/// <param name="Steps">Steps of its fit.</param>
/// <param name="Loss">Loss on the training set after them.</param>
/// <param name="GoesOn">True if no start of its kind was better so far.</param>
internal sealed record StartTrial(string Name, int Steps, double Loss, bool GoesOn);
