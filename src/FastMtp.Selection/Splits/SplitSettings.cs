namespace FastMtp.Selection.Splits;

/// <summary>The part of a split that a configuration goes to.</summary>
internal enum Part
{
    /// <summary>Training data.</summary>
    Training,

    /// <summary>Validation data.</summary>
    Validation,

    /// <summary>Test data.</summary>
    Test,
}

/// <summary>How configurations are chosen.</summary>
internal enum SplitRule
{
    /// <summary>At random, the same fraction of every group.</summary>
    Random,

    /// <summary>Those that differ most from each other become training data, so that the others lie between them.</summary>
    Descriptors,
}

/// <summary>How a data set is divided.</summary>
internal sealed record SplitSettings
{
    /// <summary>Fraction of the configurations for validation.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>Fraction of the configurations for tests.</summary>
    public double Test { get; init; }

    public SplitRule Rule { get; init; }

    /// <summary>Groups that are validation data; null to go by fractions.</summary>
    public IReadOnlyList<string>? ValidationGroups { get; init; }

    /// <summary>Groups that are test data, beside <see cref="ValidationGroups"/>.</summary>
    public IReadOnlyList<string> TestGroups { get; init; } = [];

    public ulong Seed { get; init; }
}
