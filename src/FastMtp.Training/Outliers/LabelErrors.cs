namespace FastMtp.Training.Outliers;

/// <summary>How far each configuration is from its labels, and how large the predictions are.</summary>
/// <param name="values">The numbers of all configurations, one behind the other; several processes add theirs up.</param>
internal sealed class LabelErrors(double[] values)
{
    /// <summary>Numbers for each configuration.</summary>
    public const int Length = 6;

    /// <summary>No errors yet.</summary>
    /// <param name="cells">Number of configurations.</param>
    public LabelErrors(int cells) : this(new double[Length * cells])
    {
    }

    /// <summary>All numbers.</summary>
    public double[] Values => values;

    /// <summary>Error of the energy per atom, root mean squares of those of forces and virial per atom; NaN without label.</summary>
    public double Error(int cell, LossTerms term) => values[Length * cell + Place(term)];

    /// <summary>The predictions themselves: energy per atom, root mean squares of forces and virial per atom.</summary>
    public double Predicted(int cell, LossTerms term) => values[Length * cell + 3 + Place(term)];

    /// <summary>Sets both.</summary>
    public void Set(int cell, LossTerms term, double error, double predicted) =>
        (values[Length * cell + Place(term)], values[Length * cell + 3 + Place(term)]) = (error, predicted);

    private static int Place(LossTerms term) => term switch { LossTerms.Energy => 0, LossTerms.Forces => 1, _ => 2 };
}
