using FastMtp.Potentials;

namespace FastMtp.Training.Studies;

/// <summary>Ranks worth trying for a potential.</summary>
internal static class RankGrid
{
    /// <summary>Shares of the base potential's radial parameters. 80 % is the largest that counts as compression.</summary>
    private static readonly double[] Shares = [0.2, 0.35, 0.5, 0.65, 0.8, 1];

    /// <summary>A form at ranks whose numbers of radial parameters are spread up to that of the base potential, ascending.</summary>
    public static IReadOnlyList<RadialForm> Models(RadialForm form, ParameterLayout layout)
    {
        RadialForm[] all = [.. form.Candidates(layout.RadialShape)];
        return [.. Shares.Select(share => all.LastOrDefault(m => m.ParameterCount(layout.RadialShape) <= share * layout.RadialCount))
            .OfType<RadialForm>().Distinct()];
    }

    /// <summary>The form at ranks whose numbers of radial parameters are nearest to shares of the base potential's.</summary>
    public static IReadOnlyList<RadialForm> Nearest(RadialForm form, ParameterLayout layout, params IEnumerable<double> shares)
    {
        RadialForm[] all = [.. form.Candidates(layout.RadialShape)];
        return [.. shares.Select(share => RankChoice.Nearest(share * layout.RadialCount, all, m => m.ParameterCount(layout.RadialShape)))
            .OfType<RadialForm>().Distinct()];
    }
}
