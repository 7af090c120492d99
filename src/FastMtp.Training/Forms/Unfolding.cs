using FastMtp.Radial;

namespace FastMtp.Training.Forms;

/// <summary>The unfolding of the radial tensor in a form, and the pair weights that leave its ranks unchanged.</summary>
internal abstract class Unfolding
{
    /// <summary>Pairs of species × radial coefficients.</summary>
    public static Unfolding Pairs { get; } = new PairUnfolding();

    /// <summary>Species × species × radial functions × polynomials.</summary>
    public static Unfolding Species { get; } = new SpeciesUnfolding();

    /// <summary>Dimensions of the modes between which the ranks lie.</summary>
    public abstract int[] Modes(RadialShape shape);

    /// <summary>[N_T²] the weights closest to the given ones that act on single modes and so leave the ranks unchanged.</summary>
    public abstract double[] Weights(double[] pairs);

    private sealed class PairUnfolding : Unfolding
    {
        public override int[] Modes(RadialShape shape) => [shape.PairCount, shape.PairLength];

        public override double[] Weights(double[] pairs) => pairs;
    }

    private sealed class SpeciesUnfolding : Unfolding
    {
        public override int[] Modes(RadialShape shape) => shape.Modes;

        /// <summary>For every pair, the product of the mean weights of its species as centre and as neighbour.</summary>
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
