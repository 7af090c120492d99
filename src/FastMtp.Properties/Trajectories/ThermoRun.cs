namespace FastMtp.Properties.Trajectories;

/// <summary>The table that LAMMPS prints during a run.</summary>
internal sealed record ThermoRun
{
    /// <summary>Titles of the columns, as printed; the first is the step.</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    /// <summary>[column][row].</summary>
    public required IReadOnlyList<double[]> Columns { get; init; }

    /// <summary>Number of atoms; null if the log does not say.</summary>
    public int? Atoms { get; init; }

    /// <summary>Time of a step in the units of the log; null if the log does not say.</summary>
    public double? TimeStep { get; init; }

    /// <summary>The unit style of the input script; null if the log does not say.</summary>
    public string? Units { get; init; }

    /// <summary>Lines between the rows that are none, as when a full disk cut them, and are left out.</summary>
    public int[] Torn { get; init; } = [];

    /// <summary>Number of rows.</summary>
    public int Count => Columns[0].Length;

    /// <summary>A column; null if it was not printed.</summary>
    public double[]? Column(string title) => Titles.ToList().IndexOf(title) is >= 0 and var i ? Columns[i] : null;

    /// <summary>The time of each row, ps for the units metal; the step where no time is known.</summary>
    public double[] Times() =>
        Column("Time") ?? (TimeStep is { } step ? Array.ConvertAll(Columns[0], number => step * number) : Columns[0]);

    /// <summary>True if <see cref="Times"/> are times.</summary>
    public bool HasTimes => Column("Time") is not null || TimeStep is not null;
}
