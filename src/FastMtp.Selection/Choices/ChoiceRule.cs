namespace FastMtp.Selection.Choices;

/// <summary>What makes a candidate worth its label.</summary>
internal enum ChoiceReason
{
    /// <summary>It enlarges the volume that the active set spans.</summary>
    Grade,

    /// <summary>The members of a committee disagree on a force.</summary>
    Spread,

    /// <summary>Either of the two.</summary>
    Both,
}

/// <summary>How candidates are chosen.</summary>
internal sealed record ChoiceRule
{
    /// <summary>What makes a candidate worth its label.</summary>
    public ChoiceReason Reason { get; init; }

    /// <summary>Candidates whose largest grade is smaller are left out.</summary>
    public double LeastGrade { get; init; } = 1.1;

    /// <summary>Candidates whose largest spread, times the scale of the committee, is smaller are left out, eV/Å.</summary>
    public double LeastSpread { get; init; } = 0.1;

    /// <summary>A run of a simulation has gone astray with the first candidate whose largest grade exceeds this.</summary>
    public double BreakGrade { get; init; } = double.PositiveInfinity;

    /// <summary>The same for the largest spread times the scale of the committee, eV/Å.</summary>
    public double BreakSpread { get; init; } = double.PositiveInfinity;

    /// <summary>Most candidates to choose.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>
    /// A candidate is left out if its descriptor is nearer than this to that of one chosen before; see
    /// <see cref="Descriptors.ConfigurationDescriptors"/>.
    /// </summary>
    public double LeastDistance { get; init; } = 0.01;
}

/// <summary>A chosen candidate.</summary>
/// <param name="Index">Its index among the candidates.</param>
/// <param name="Grade">Its largest grade; null if grades were not asked for.</param>
/// <param name="Spread">The largest spread of its forces times the scale of the committee, eV/Å; null without a committee.</param>
internal sealed record Choice(int Index, double? Grade, double? Spread);

/// <summary>What became of the candidates.</summary>
/// <param name="Chosen">Those to label, the most wanted first.</param>
/// <param name="Wanted">Number of candidates that grade or spread asked for.</param>
/// <param name="Repeated">Number of those that are too similar to others.</param>
/// <param name="Astray">Number of candidates that were left out because their run had gone astray.</param>
/// <param name="Grades">The largest grade of each candidate; null if grades were not asked for.</param>
/// <param name="Spreads">The largest spread of each candidate, eV/Å; null without a committee.</param>
internal sealed record ChoiceResult(
    IReadOnlyList<Choice> Chosen, int Wanted, int Repeated, int Astray, IReadOnlyList<double>? Grades, IReadOnlyList<double>? Spreads)
{
    /// <summary>The largest grade of all candidates; null if grades were not asked for.</summary>
    public double? LargestGrade => Grades?.DefaultIfEmpty().Max();

    /// <summary>The largest spread of all candidates; null without a committee.</summary>
    public double? LargestSpread => Spreads?.DefaultIfEmpty().Max();
}
