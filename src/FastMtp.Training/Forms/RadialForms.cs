namespace FastMtp.Training.Forms;

/// <summary>The forms there are, each with the ranks that messages give as an example.</summary>
internal static class RadialForms
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RadialForm> All { get; } =
        [RadialForm.Base, RadialForm.Mf(8), RadialForm.Tf(4, 8, 4), RadialForm.Rmf(8), RadialForm.Mfra(8)];

    /// <summary>Place of a name in the list, by which pictures choose a colour.</summary>
    public static int Index(string name) => All.TakeWhile(form => form.Name != name).Count();

    /// <summary>The form of a name; null if there is none.</summary>
    public static RadialForm? Named(string name) => All.FirstOrDefault(form => form.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
