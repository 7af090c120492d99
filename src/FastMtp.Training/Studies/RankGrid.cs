using FastMtp.Potentials;
using FastMtp.Training.Forms;

namespace FastMtp.Training.Studies;

/// <summary>Ranks worth trying for a potential.</summary>
internal static class RankGrid
{
    /// <summary>Shares of the base potential's radial parameters. 80 % is the largest that counts as compression.</summary>
    private static readonly double[] Shares = [0.2, 0.35, 0.5, 0.65, 0.8, 1];

    /// <summary>Models of a form whose numbers of radial parameters are spread up to that of the base potential, the smallest first.</summary>
    public static IReadOnlyList<RadialModel> Models(RadialForm form, ParameterLayout layout)
    {
        var all = All(form, layout);
        return [.. Shares.Select(share => all.LastOrDefault(m => m.RadialParameterCount(layout) <= share * layout.RadialCount)).OfType<RadialModel>().Distinct()];
    }

    /// <summary>The model of a form with about half as many radial parameters as the base potential.</summary>
    public static RadialModel Half(RadialForm form, ParameterLayout layout) =>
        RankChoice.Half(layout.RadialCount, All(form, layout), m => m.RadialParameterCount(layout)) ?? RadialModel.Base;

    /// <summary>All models of a form; of tensor trains those whose outer ranks are no larger than species and radial functions, like the paper's 4,8,4.</summary>
    private static RadialModel[] All(RadialForm form, ParameterLayout layout)
    {
        var (species, functions, size) = (layout.SpeciesCount, layout.RadialFunctionCount, layout.RadialBasisSize);
        // With few radial functions the last rank must not starve the middle one.
        var last = Math.Min(Math.Max(functions, species), size);
        var ranks = Enumerable.Range(1, Math.Min(species * species, functions * (form == RadialForm.Tf ? last : size)));
        return form switch
        {
            RadialForm.Base => [RadialModel.Base],
            RadialForm.Mf => [.. ranks.Select(RadialModel.Mf)],
            RadialForm.Rmf => [.. ranks.Select(RadialModel.Rmf)],
            RadialForm.Tf => [.. ranks.Select(r => RadialModel.Tf(Math.Min(r, species), r, Math.Min(r, last)))],
            _ => [.. ranks.Select(RadialModel.Mfra).Where(IsReached)],
        };
    }

    // Up from the first rank in whole increments; the first itself would never be augmented.
    private static bool IsReached(RadialModel model) =>
        model.Ranks[0] > model.MinRank && (model.Ranks[0] - model.MinRank) % model.RankIncrement == 0;
}
