namespace FastMtp.Native;

/// <summary>Reads complete configurations from the caller.</summary>
internal static unsafe class Configurations
{
    /// <exception cref="InputException">An argument is missing or out of range.</exception>
    public static Configuration Read(in NativeConfiguration given)
    {
        if (given.Count is < 0 or > int.MaxValue / 3)
            throw new InputException($"fastmtp_configuration: count is {given.Count}; it must be between 0 and {int.MaxValue / 3}.");
        if (given.Count > 0 && (given.Species == null || given.Positions == null))
            throw new InputException("fastmtp_configuration: species or positions are missing.");
        return new Configuration
        {
            Types = new ReadOnlySpan<int>(given.Species, given.Count).ToArray(),
            Positions = new ReadOnlySpan<double>(given.Positions, 3 * given.Count).ToArray(),
            Cell = new Cell(
                Vector(given, 0), Vector(given, 1), Vector(given, 2),
                given.Periodic[0] != 0, given.Periodic[1] != 0, given.Periodic[2] != 0),
            Origin = "fastmtp_configuration",
        };
    }

    private static Vector3 Vector(in NativeConfiguration given, int row) =>
        new(given.Cell[3 * row], given.Cell[3 * row + 1], given.Cell[3 * row + 2]);
}
