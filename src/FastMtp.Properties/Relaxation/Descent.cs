using FastMtp.Properties.Energies;
using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Relaxation;

/// <summary>
/// The way of one structure to its minimum: quasi-Newton steps of bounded length, of which one that does not lower the enthalpy is
/// shortened.
/// </summary>
/// <param name="surface">The energy surface.</param>
/// <param name="coordinates">The coordinates.</param>
/// <param name="settings">When to end.</param>
/// <param name="keepsPath">True to keep the structures on the way.</param>
internal sealed class Descent(IEnergySurface surface, CrystalCoordinates coordinates, RelaxationSettings settings, bool keepsPath)
{
    private const int Memory = 60;

    /// <summary>Longest way of an atom in a step, Å.</summary>
    private const double LongestMove = 0.15;

    /// <summary>Largest entry of the strain that a step adds.</summary>
    private const double LargestStrain = 0.04;

    private const double SufficientDecrease = 1e-4;
    private const int MostTrials = 12;

    /// <summary>Energies are sums of this relative precision.</summary>
    private const double Rounding = 1e-13;

    /// <summary>An energy of this much less than that of the start, eV per atom, is no energy of matter.</summary>
    private const double DeepestFall = 20;

    private static readonly double LargestStretch = Math.Log(3);

    private readonly LimitedMemoryBfgs _updates = new(Memory);
    private readonly InitialStiffness _stiffness = new(coordinates.AtomLength, coordinates.Volume);
    private readonly List<Configuration> _path = [];
    private int _steps;
    private int _evaluations;
    private double _startEnergy = double.NaN;

    /// <summary>Goes until the end.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Relaxed Run(CancellationToken cancellation)
    {
        Stop? start;
        try
        {
            start = Evaluate(coordinates.Start());
        }
        catch (InputException e)
        {
            return Unevaluated(Ending.Refused, e.Message.TrimEnd('.'));
        }
        if (start is not { } at) return Unevaluated(Ending.NotFinite, Ending.NotFinite.Sentence());
        _startEnergy = at.Point.Energy;
        Keep(at);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (EndingAt(at) is { } ending) return Finish(at, ending);
            if (Step(at) is { } next) at = next;
            else if (_updates.Count > 0) _updates.Forget();
            else return Finish(at, Ending.Stalled);
        }
    }

    private Ending? EndingAt(Stop at) =>
        at.Point.Shortest < settings.NearestDistance ? Ending.AtomsTooNear
        : new SymmetricMatrix(coordinates.Strain(at.Place)).Norm > LargestStretch ? Ending.CellDegenerate
        : _startEnergy - at.Point.Energy > DeepestFall * at.Structure.Count ? Ending.EnergyUnbounded
        : at.Left.IsWithin(settings) ? Ending.Converged
        : _steps >= settings.Steps ? Ending.StepLimit
        : null;

    /// <summary>A step to a lower enthalpy; null if none was found.</summary>
    private Stop? Step(Stop from)
    {
        var direction = _updates.Direction(from.Gradient, _stiffness.Solve);
        var slope = LimitedMemoryBfgs.Dot(direction, from.Gradient);
        if (!(slope < 0)) return null;
        var length = Math.Min(1, LongestLength(direction));
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var step = Array.ConvertAll(direction, d => length * d);
            if (TryEvaluate(Sum(from.Place, step)) is not { } to)
            {
                length /= 4;
                continue;
            }
            var noise = Rounding * Math.Abs(from.Enthalpy) * Math.Sqrt(from.Structure.Count);
            var endSlope = LimitedMemoryBfgs.Dot(direction, to.Gradient);
            if (to.Enthalpy <= from.Enthalpy + SufficientDecrease * length * slope
                || (to.Enthalpy <= from.Enthalpy + noise && Math.Abs(endSlope) <= -slope))
            {
                var change = Difference(to.Gradient, from.Gradient);
                if (_updates.Add(step, change)) _stiffness.Follow(step, change);
                _steps++;
                Keep(to);
                return to;
            }
            length *= Math.Clamp(Minimum(from.Enthalpy, slope * length, to.Enthalpy, endSlope * length), 0.1, 0.6);
        }
        return null;
    }

    /// <summary>The minimum of the cubic through the ends of a unit interval.</summary>
    private static double Minimum(double startValue, double startSlope, double endValue, double endSlope)
    {
        var d = startSlope + endSlope - 3 * (endValue - startValue);
        var root = d * d - startSlope * endSlope;
        return root < 0 ? 0.5 : 1 - (endSlope + Math.Sqrt(root) - d) / (endSlope - startSlope + 2 * Math.Sqrt(root));
    }

    private double LongestLength(double[] direction)
    {
        var farthest = 0.0;
        for (var i = 0; i < coordinates.AtomLength; i += 3)
        {
            farthest = Math.Max(farthest, direction[i] * direction[i] + direction[i + 1] * direction[i + 1]
                + direction[i + 2] * direction[i + 2]);
        }
        return Math.Min(LongestMove / Math.Sqrt(farthest), LargestStrain / coordinates.Strain(direction).Largest);
    }

    private Stop? TryEvaluate(double[] place)
    {
        try
        {
            return Evaluate(place);
        }
        catch (InputException)
        {
            // Atoms at the same place: the step was too long.
            return null;
        }
    }

    private Stop? Evaluate(double[] place)
    {
        var structure = coordinates.At(place);
        _evaluations++;
        var point = surface.Evaluate(structure);
        if (!point.IsFinite) return null;
        var gradient = new double[coordinates.Length];
        var left = coordinates.Gradient(place, structure, point, gradient);
        return new(place, structure, point, coordinates.Enthalpy(structure, point), gradient, left);
    }

    private void Keep(Stop at)
    {
        if (keepsPath) _path.Add(at.Labelled);
    }

    private Relaxed Finish(Stop at, Ending ending) =>
        new(at.Labelled, ending, ending.Sentence(), _steps, _evaluations, _startEnergy, at.Enthalpy, at.Left) { Path = _path };

    private Relaxed Unevaluated(Ending ending, string sentence) => new(
        coordinates.At(coordinates.Start()), ending, sentence, 0, _evaluations, double.NaN, double.NaN, Residual.Unknown);

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    /// <summary>An evaluated structure on the way.</summary>
    private sealed record Stop(
        double[] Place, Configuration Structure, SurfacePoint Point, double Enthalpy, double[] Gradient, Residual Left)
    {
        public Configuration Labelled => Structure with { Energy = Point.Energy, Forces = Point.Forces, Virial = Point.Virial };
    }
}
