namespace FastMtp.Native;

/// <summary>Whole configurations as the caller hands them over.</summary>
internal static unsafe class Configurations
{
    /// <exception cref="InputException">Something is missing or impossible.</exception>
    public static Configuration Read(in NativeConfiguration given)
    {
        if (given.Count < 0 || (given.Count > 0 && (given.Species == null || given.Positions == null)))
            throw new InputException("fastmtp_configuration: the count is negative, or species or positions are missing.");
        return new Configuration
        {
            Types = new ReadOnlySpan<int>(given.Species, given.Count).ToArray(),
            Positions = new ReadOnlySpan<double>(given.Positions, checked(3 * given.Count)).ToArray(),
            Cell = new Cell(Vector(given, 0), Vector(given, 1), Vector(given, 2), given.Periodic[0] != 0, given.Periodic[1] != 0, given.Periodic[2] != 0),
            Origin = "fastmtp_configuration",
        };
    }

    private static Vector3 Vector(in NativeConfiguration given, int row) => new(given.Cell[3 * row], given.Cell[3 * row + 1], given.Cell[3 * row + 2]);
}
