namespace FastMtp.Files.ConfigurationFiles;

/// <summary>A frame of a dump.</summary>
/// <param name="Step">The time step.</param>
/// <param name="Time">The time; null if the dump does not say.</param>
/// <param name="Configuration">The atoms, ordered by their numbers.</param>
/// <param name="IsUnwrapped">True if positions do not jump when an atom leaves the cell.</param>
internal sealed record DumpFrame(long Step, double? Time, Configuration Configuration, bool IsUnwrapped);
