namespace FastMtp.Training.Outliers;

/// <summary>The configurations of a loss, whose labels may be wrong.</summary>
internal interface IExaminedCells
{
    /// <summary>The configurations.</summary>
    IReadOnlyList<Configuration> Configurations { get; }

    /// <summary>Their errors at [c | species | moments].</summary>
    LabelErrors Errors(ReadOnlySpan<double> point);

    /// <summary>Leaves labels out of the loss; those that were left out before and are not named count again.</summary>
    void Distrust(IReadOnlyList<DistrustedTerm> terms);
}
