using FastMtp.Training.Studies;

namespace FastMtp.Plots;

/// <summary>One of the validation errors of a study, in the unit of its axis.</summary>
/// <param name="Title">Title of a panel.</param>
/// <param name="Label">Label of the axis.</param>
/// <param name="Spread">Selects the error.</param>
/// <param name="Factor">To the unit of the axis.</param>
internal sealed record ErrorQuantity(string Title, string Label, Func<ErrorSpread, Spread?> Spread, double Factor)
{
    private const double Milli = 1000;

    public static ErrorQuantity Loss { get; } = new("Loss", "validation loss", e => e.Loss, 1);

    public static ErrorQuantity Energy { get; } = new("Energy", "RMSE, meV/atom", e => e.Energy, Milli);

    public static ErrorQuantity Force { get; } = new("Forces", "component RMSE, meV/Å", e => e.Force, Milli);

    public static ErrorQuantity Stress { get; } = new("Stress", "component RMSE, GPa", e => e.Stress, 1);

    public static IReadOnlyList<ErrorQuantity> All { get; } = [Loss, Energy, Force, Stress];

    /// <summary>False if the validation data do not have what the error is about.</summary>
    public bool IsKnown(FitGroup group) => Spread(group.Validation!) is not null;

    /// <summary>The error and its standard deviation, which is 0 for a single fit.</summary>
    public (double Mean, double Sigma) Of(FitGroup group) =>
        Factor * Spread(group.Validation!)!.Value is var spread ? (spread.Mean, spread.Sigma ?? 0) : default;
}
