using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Benchmarks;

/// <summary>Potentials with random coefficients in every form.</summary>
internal static class RandomPotential
{
    public static PotentialModel Create(BasisPlan plan, int speciesCount, int radialSize = 8, string form = "dense")
    {
        var random = new Random(2);
        var shape = new RadialShape(speciesCount, plan.RadialFunctionCount, radialSize);
        return new PotentialModel
        {
            SpeciesCount = speciesCount,
            Plan = plan,
            Radial = new RadialBasis(2, Crystal.Cutoff, shape.BasisSize),
            RadialTensor = form switch
            {
                "mf" => Matrix(Math.Min(8, Math.Min(shape.PairCount, shape.PairLength))),
                "tf" => Train(Math.Min(4, speciesCount), Math.Min(8, shape.PairCount)),
                _ => new DenseRadialTensor(shape, Numbers(shape.Length)),
            },
            SpeciesCoefficients = Numbers(speciesCount),
            MomentCoefficients = Numbers(plan.Functions.Length),
        };

        RadialTensor Matrix(int rank) =>
            new MatrixRadialTensor(shape, rank, Numbers(shape.PairCount * rank), Numbers(shape.PairLength * rank));

        RadialTensor Train(int first, int second)
        {
            var third = Math.Min(4, second * shape.FunctionCount);
            return TensorTrainRadialTensor.Stored.Build(shape, [first, second, third],
                [Numbers(speciesCount * first), Numbers(first * speciesCount * second), Numbers(second * shape.FunctionCount * third),
                    Numbers(third * shape.BasisSize)]);
        }

        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }
}
