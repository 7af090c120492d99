namespace FastMtp.Training.Pruning;

/// <summary>
/// The time of an evaluation as a sum over what is computed, µs per atom, for atoms with as many neighbours as those of the data.
/// </summary>
/// <param name="Atom">What every plan costs.</param>
/// <param name="RadialFunction">A radial function, at all neighbours.</param>
/// <param name="Power">A power of x with a radial function, at all neighbours.</param>
/// <param name="PairMoment">A basic moment that is summed over all neighbours.</param>
/// <param name="Operation">A product.</param>
internal sealed record CostModel(double Atom, double RadialFunction, double Power, double PairMoment, double Operation)
{
    /// <summary>The time with a plan.</summary>
    public double Of(PlanCounts counts) => Atom + Saved(counts);

    /// <summary>The time that is saved with what need not be computed any more.</summary>
    public double Saved(PlanCounts released) => RadialFunction * released.RadialFunctions + Power * released.Powers
        + PairMoment * released.PairMoments + Operation * released.Operations;

    /// <summary>The model with all times multiplied by a factor.</summary>
    public CostModel Scaled(double factor) =>
        new(factor * Atom, factor * RadialFunction, factor * Power, factor * PairMoment, factor * Operation);
}
