using FastMtp.Radial;

namespace FastMtp.Training.Forms;

/// <summary>How a form unfolds the radial tensor, and which weights of pairs of species its ranks can bear.</summary>
internal abstract class Unfolding
{
    /// <summary>Pairs of species × radial coefficients.</summary>
    public static Unfolding Pairs { get; } = new PairUnfolding();

    /// <summary>Species × species × radial functions × polynomials.</summary>
    public static Unfolding Species { get; } = new SpeciesUnfolding();

    /// <summary>The modes between which there are ranks.</summary>
    public abstract int[] Modes(RadialShape shape);

    /// <summary>[N_T²] weights that act on single modes and so leave the ranks alone, as near as can be to the given ones.</summary>
    public abstract double[] Weights(double[] pairs);

    private sealed class PairUnfolding : Unfolding
    {
        public override int[] Modes(RadialShape shape) => [shape.PairCount, shape.PairLength];

        public override double[] Weights(double[] pairs) => pairs;
    }

    private sealed class SpeciesUnfolding : Unfolding
    {
        public override int[] Modes(RadialShape shape) => shape.Modes;

        /// <summary>Of every pair the product of the mean weights of its two species, as a centre and as a neighbour.</summary>
        public override double[] Weights(double[] pairs)
        {
            var count = (int)Math.Sqrt(pairs.Length);
            double[] central = new double[count], neighbor = new double[count];
            for (var p = 0; p < pairs.Length; p++)
            {
                central[p / count] += pairs[p] / count;
                neighbor[p % count] += pairs[p] / count;
            }
            return [.. pairs.Select((_, p) => central[p / count] * neighbor[p % count])];
        }
    }
}
