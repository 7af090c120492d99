using FastMtp.Basis.Mtp;

namespace FastMtp.Basis.Tests;

/// <summary>
/// The functions of a plan against their definition. For moments M(mu, nu) = Σ_n f_mu(n) · u_n^⊗nu a contraction is the sum,
/// over all ways to give a neighbour to each factor, of Π f · Π (u·v)^edges; it holds for vectors of any length.
/// </summary>
public class BasisFunctionTests
{
    private const int Neighbors = 3;

    [Theory, ClassData(typeof(EveryLevel))]
    public void AreTheContractionsOfTheLevel(int level)
    {
        var plan = StandardPlans.Of(level);
        var random = new Random(level);
        var vectors = Enumerable.Range(0, Neighbors)
            .Select(_ => Enumerable.Range(0, 3).Select(_ => (Int128)random.Next(-3, 4)).ToArray()).ToArray();
        var radial = Enumerable.Range(0, Neighbors).Select(_ => IntegerMoments.Random(random, plan.RadialFunctionCount)).ToArray();
        var moments = IntegerMoments.Contract(plan, [.. plan.BasicMoments.Select(Moment)]);

        var contractions = ContractionEnumerator.OfLevel(level);
        Assert.Equal(plan.Functions.Length, contractions.Count);
        foreach (var (contraction, function) in contractions.Zip(plan.Functions))
        {
            Assert.True(contraction.Level <= level);
            Assert.Equal(Sum(contraction, []), moments[function]);
        }

        Int128 Moment(BasicMoment m)
        {
            Int128 sum = 0;
            for (var n = 0; n < Neighbors; n++)
                sum += radial[n][m.Mu] * IntegerMoments.Power(vectors[n][0], m.A)
                    * IntegerMoments.Power(vectors[n][1], m.B) * IntegerMoments.Power(vectors[n][2], m.C);
            return sum;
        }

        Int128 Sum(Contraction contraction, int[] chosen)
        {
            Int128 sum = 0;
            if (chosen.Length < contraction.Factors.Length)
            {
                for (var n = 0; n < Neighbors; n++) sum += Sum(contraction, [.. chosen, n]);
                return sum;
            }
            sum = 1;
            for (var i = 0; i < chosen.Length; i++)
            {
                sum *= radial[chosen[i]][contraction.Factors[i].Mu];
                for (var j = 0; j < i; j++) sum *= IntegerMoments.Power(Dot(vectors[chosen[i]], vectors[chosen[j]]), contraction[i, j]);
            }
            return sum;
        }
    }

    private static Int128 Dot(Int128[] a, Int128[] b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
