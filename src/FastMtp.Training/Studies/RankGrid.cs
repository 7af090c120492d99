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

    /// <summary>The form at ranks with about half the radial parameters of the base potential.</summary>
    public static RadialForm Half(RadialForm form, ParameterLayout layout) =>
        RankChoice.Half(layout.RadialCount, form.Candidates(layout.RadialShape), m => m.ParameterCount(layout.RadialShape))
            ?? RadialForm.Base;
}
