using FastMtp.Potentials;
using FastMtp.Training.Fitting;
using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Tuning;

/// <summary>The cost of a candidate: the time that its potential takes on this machine.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Microseconds">Per atom, for energy, forces and virial on one thread, without the neighbour search.</param>
internal sealed record CandidateCost(Candidate Candidate, double Microseconds);

/// <summary>Measures costs. They depend on the shape of a potential and not on its coefficients, so random ones will do.</summary>
internal static class CandidateCosts
{
    /// <summary>Enough for a few percent, which is what machines repeat.</summary>
    private const int Atoms = 2000;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.1);

    /// <summary>Measures candidates, those of a cutoff in turns.</summary>
    public static IReadOnlyList<CandidateCost> Of(IReadOnlyList<Candidate> candidates, TrialData data)
    {
        var costs = new Dictionary<Candidate, double>();
        foreach (var together in candidates.GroupBy(c => c.Cutoff))
        {
            var fitData = data.Of(together.First());
            var times = EvaluationTime.Of([.. together.Select(c => WithRandomCoefficients(c, data))], fitData.Training, Atoms, Time);
            foreach (var (candidate, time) in together.Zip(times)) costs[candidate] = time;
        }
        return [.. candidates.Select(c => new CandidateCost(c, costs[c]))];
    }

    private static PotentialModel WithRandomCoefficients(Candidate candidate, TrialData data)
    {
        var potential = data.Shape(candidate, data.Of(candidate)) with { Repulsion = null };
        var parameters = RandomStart.ForTiming(potential.Layout);
        if (!candidate.Form.IsCompressed) return potential.WithParameters(parameters);
        var radial = candidate.Form.Parameterization(potential.Layout.RadialShape);
        var factors = RandomStart.Compress(radial, parameters.AsSpan(potential.Layout.Radial));
        radial.Expand(factors, parameters.AsSpan(potential.Layout.Radial));
        return new BestPoint(0, 0, parameters, new RadialFactors([.. candidate.Form.Ranks], factors)).ApplyTo(potential, candidate.Form);
    }
}
