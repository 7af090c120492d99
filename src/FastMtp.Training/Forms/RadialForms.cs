namespace FastMtp.Training.Forms;

/// <summary>All forms, each with example ranks for messages.</summary>
internal static class RadialForms
{
    /// <summary>All forms.</summary>
    public static IReadOnlyList<RadialForm> All { get; } =
    [
        RadialForm.Base, RadialForm.Mf(8), RadialForm.Tf(4, 8, 4), RadialForm.Tf5(4, 8, 8, 4), RadialForm.Rmf(8), RadialForm.Mfra(8),
        RadialForm.Shared(4), RadialForm.Symmetric, RadialForm.Pairs(3), RadialForm.Rpairs(3), RadialForm.Pairsra(3),
    ];

    /// <summary>Position of a name in the list, which determines its colour in plots.</summary>
    public static int Index(string name) => All.TakeWhile(form => form.Name != name).Count();

    /// <summary>The form with a name; null if unknown.</summary>
    public static RadialForm? Named(string name) => All.FirstOrDefault(form => form.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
