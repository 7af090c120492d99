using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>The unfolding of the radial tensor in a form, and the pair weights that leave its ranks unchanged.</summary>
internal abstract class Unfolding
{
    /// <summary>Pairs of species × radial coefficients.</summary>
    public static Unfolding Pairs { get; } = new PairUnfolding();

    /// <summary>Species × species × radial functions × polynomials.</summary>
    public static Unfolding Species { get; } = new SpeciesUnfolding();

    /// <summary>Species × species × n × l × polynomials.</summary>
    public static Unfolding Labels { get; } = new LabelUnfolding();

    /// <summary>Radial functions of all pairs × polynomials.</summary>
    public static Unfolding Functions { get; } = new FunctionUnfolding();

    /// <summary>Radial functions × polynomials, for each unordered pair of species by itself.</summary>
    public static Unfolding UnorderedPairs { get; } = new UnorderedPairUnfolding();

    /// <summary>Dimensions of the modes between which the ranks lie; all matrices of a bond together.</summary>
    public abstract int[] Modes(RadialShape shape);

    /// <summary>[N_T²] the weights closest to the given ones that act on single modes and so leave the ranks unchanged.</summary>
    public abstract double[] Weights(double[] pairs);

    /// <summary>The matrices whose common rank is that between modes <paramref name="bond"/> and <paramref name="bond"/> + 1.</summary>
    public virtual IEnumerable<Matrix> Matrices(RadialShape shape, double[] tensor, int bond)
    {
        var rows = Modes(shape).Take(bond + 1).Aggregate(1, (product, n) => product * n);
        return [new(rows, tensor.Length / rows, tensor)];
    }

    /// <summary>The squared norm of what the form cannot express at any rank.</summary>
    public virtual double Lost(RadialShape shape, double[] tensor) => 0;

    private sealed class PairUnfolding : Unfolding
    {
        public override int[] Modes(RadialShape shape) => [shape.PairCount, shape.PairLength];

        public override double[] Weights(double[] pairs) => pairs;
    }

    private sealed class FunctionUnfolding : Unfolding
    {
        public override int[] Modes(RadialShape shape) => [shape.PairCount * shape.FunctionCount, shape.BasisSize];

        public override double[] Weights(double[] pairs) => pairs;
    }

    private class SpeciesUnfolding : Unfolding
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

    /// <summary>The matrices are those of the completed tensor, which a truncation decomposes.</summary>
    private sealed class LabelUnfolding : SpeciesUnfolding
    {
        public override int[] Modes(RadialShape shape) => LabelTrainForm.Labelled(shape).LabelModes!;

        public override IEnumerable<Matrix> Matrices(RadialShape shape, double[] tensor, int bond) =>
            base.Matrices(shape, LabelCompletion.Complete(shape, tensor), bond);
    }

    private sealed class UnorderedPairUnfolding : Unfolding
    {
        public override int[] Modes(RadialShape shape) =>
            [shape.UnorderedPairCount * shape.FunctionCount, shape.UnorderedPairCount * shape.BasisSize];

        /// <summary>Each pair gets the mean weight of its two orders.</summary>
        public override double[] Weights(double[] pairs)
        {
            var count = (int)Math.Sqrt(pairs.Length);
            return [.. pairs.Select((weight, p) => 0.5 * (weight + pairs[p % count * count + p / count]))];
        }

        /// <summary>The mean of both orders, multiplied by √2 if there are two, so that squares add up to those of the tensor.</summary>
        public override IEnumerable<Matrix> Matrices(RadialShape shape, double[] tensor, int bond) =>
            from pair in Enumerable.Range(0, shape.PairCount)
            let other = Swapped(shape, pair)
            where pair <= other
            let factor = pair == other ? 0.5 : Math.Sqrt(0.5)
            select new Matrix(shape.FunctionCount, shape.BasisSize, Combination(shape, tensor, (factor, pair), (factor, other)));

        public override double Lost(RadialShape shape, double[] tensor) => Enumerable.Range(0, shape.PairCount).Sum(pair =>
        {
            var difference = Combination(shape, tensor, (0.5, pair), (-0.5, Swapped(shape, pair)));
            return Vectors.Dot(difference, difference);
        });

        private static int Swapped(RadialShape shape, int pair) =>
            pair % shape.SpeciesCount * shape.SpeciesCount + pair / shape.SpeciesCount;

        private static double[] Combination(RadialShape shape, double[] tensor, (double Factor, int Pair) a, (double Factor, int Pair) b)
        {
            var sum = new double[shape.PairLength];
            foreach (var (factor, pair) in ((double, int)[])[a, b])
                Vectors.AddScaled(sum, factor, tensor.AsSpan(pair * sum.Length, sum.Length), sum);
            return sum;
        }
    }
}
