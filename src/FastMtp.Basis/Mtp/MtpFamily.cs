using System.Globalization;

namespace FastMtp.Basis.Mtp;

/// <summary>Moment tensor potentials by level: "mtp:16".</summary>
internal sealed class MtpFamily : BasisFamily
{
    /// <summary>The family.</summary>
    public static readonly MtpFamily Instance = new();

    private MtpFamily()
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "mtp";

    /// <inheritdoc/>
    public override string Usage => $"mtp:LEVEL, 2, 4, …, {StandardLevels.Largest}";

    /// <summary>The name of the basis of a level.</summary>
    public static string NameOf(int level) => Instance.Name(level.ToString(CultureInfo.InvariantCulture));

    /// <summary>The level in the name of a basis; null for another family.</summary>
    public static int? LevelOf(string? name) =>
        name?.Split(':') is [var prefix, var text] && prefix == Instance.Prefix
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : null;

    /// <inheritdoc/>
    public override string Canonical(string arguments) =>
        int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && StandardLevels.IsStandard(level)
            ? level.ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException(
                $"There is no level {arguments}; levels are the even numbers from 2 to {StandardLevels.Largest}, and higher ones are more "
                + "accurate but slower (16 is a good start)");

    /// <inheritdoc/>
    protected override BasisPlan Build(string arguments) =>
        MtpPlanBuilder.Build(int.Parse(arguments, CultureInfo.InvariantCulture));
}
