namespace FastMtp.Evaluation;

/// <summary>What says how far a prediction is to be trusted, summed over groups of atoms.</summary>
/// <param name="count">Number of atoms.</param>
/// <param name="members">Number of members of a committee; 0 for a single potential.</param>
internal sealed class Doubts(int count, int members)
{
    /// <summary>[N] grades.</summary>
    public double[] Grades { get; } = new double[count];

    /// <summary>[members] energies, eV.</summary>
    public double[] MemberEnergies { get; } = new double[members];

    /// <summary>[members][3·N] forces, eV/Å.</summary>
    public double[][] MemberForces { get; } = [.. Enumerable.Range(0, members).Select(_ => new double[3 * count])];

    /// <summary>The part of centres that follow one another and are no neighbours of others.</summary>
    public static Doubts Part(GroupResult together, int first, int count)
    {
        var part = new Doubts(count, together.MemberForces.Length);
        for (var m = 0; m < part.MemberForces.Length; m++)
        {
            part.MemberEnergies[m] = together.MemberEnergies[m].AsSpan(first, count).ToArray().Sum();
            together.MemberForces[m].AsSpan(3 * first, 3 * count).CopyTo(part.MemberForces[m]);
        }
        return part;
    }

    /// <summary>The prediction with spread and grades.</summary>
    public Prediction AddTo(Prediction prediction, bool withGrades)
    {
        if (withGrades) prediction = prediction with { Grades = Grades };
        return members == 0 ? prediction : prediction with { EnergySpread = EnergySpread(), ForceSpread = ForceSpread() };
    }

    /// <summary>Standard deviation of the energy over the members, eV.</summary>
    private double EnergySpread()
    {
        var mean = MemberEnergies.Average();
        return Math.Sqrt(MemberEnergies.Sum(energy => (energy - mean) * (energy - mean)) / (members - 1));
    }

    /// <summary>[N] standard deviation of the force on each atom over the members, eV/Å: of the vector, from its mean.</summary>
    public double[] ForceSpread()
    {
        var spread = new double[count];
        for (var atom = 0; atom < count; atom++)
        {
            var sum = 0.0;
            for (var i = 3 * atom; i < 3 * atom + 3; i++)
            {
                double mean = 0, squares = 0;
                foreach (var forces in MemberForces) mean += forces[i] / members;
                foreach (var forces in MemberForces) squares += (forces[i] - mean) * (forces[i] - mean);
                sum += squares;
            }
            spread[atom] = Math.Sqrt(sum / (members - 1));
        }
        return spread;
    }
}
