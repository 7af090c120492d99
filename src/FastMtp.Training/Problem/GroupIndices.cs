using FastMtp.Potentials;

namespace FastMtp.Training.Problem;

/// <summary>Indices of <see cref="ParameterGroups"/> in a parameter vector.</summary>
internal static class GroupIndices
{
    /// <summary>Indices of the coefficients of the given groups, ascending.</summary>
    public static int[] Indices(this ParameterLayout layout, ParameterGroups groups)
    {
        var all = Enumerable.Range(0, layout.Count).ToArray();
        return
        [
            .. groups.HasFlag(ParameterGroups.Radial) ? all[layout.Radial] : [],
            .. groups.HasFlag(ParameterGroups.Species) ? all[layout.Species] : [],
            .. groups.HasFlag(ParameterGroups.Moments) ? all[layout.Moments] : [],
        ];
    }
}
