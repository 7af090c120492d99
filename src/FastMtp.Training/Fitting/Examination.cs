using FastMtp.Training.Checkpoints;
using FastMtp.Training.Outliers;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fitting;

/// <summary>Looks for wrong labels every few steps of a fit, once it has settled; they do not count until they prove right.</summary>
internal sealed class Examination
{
    /// <summary>Steps of BFGS before a fit has settled: earlier errors are those of the fit, not of the data.</summary>
    private const int Settled = 80;

    /// <summary>Steps of BFGS between examinations.</summary>
    private const int Interval = 40;

    private readonly IExaminedCells? _cells;
    private readonly Lazy<OutlierTest> _test;
    private readonly int _first;
    private readonly int _interval;

    /// <summary>Makes the labels of a problem count as they did in a state.</summary>
    /// <param name="problem">Data and loss.</param>
    /// <param name="settings">Settings of the fit.</param>
    /// <param name="stepsBefore">Steps of the fit that these are to finish; 0 for a fit of its own.</param>
    /// <param name="state">State of the examination; null for a fit that begins.</param>
    public Examination(ITrainingProblem problem, TrainingSettings settings, int stepsBefore, ExaminationState? state)
    {
        _cells = settings.DistrustsOutliers ? problem.Cells : null;
        _test = new(() => new OutlierTest(_cells!.Configurations));
        _first = Math.Max(0, settings.Scaled(Settled) - stepsBefore);
        _interval = settings.Scaled(Interval);
        State = state ?? new ExaminationState(0, 0, []).AtStart();
        _cells?.Distrust(State.Distrusted);
    }

    /// <summary>What has been found.</summary>
    public ExaminationState State { get; private set; }

    /// <summary>True if it keeps its state.</summary>
    public bool IsOn => _cells is not null;

    /// <summary>Examines if it is time; true if other labels count from now on.</summary>
    /// <param name="step">Steps made.</param>
    /// <param name="point">[c | species | moments].</param>
    /// <param name="evaluate">Evaluates the changed loss.</param>
    public bool Run(int step, Func<double[]> point, Action evaluate)
    {
        if (_cells is null || step == State.Step || step < _first || (step - _first) % _interval != 0) return false;
        var found = _test.Value.Run(_cells.Errors(point()), State.Distrusted);
        var isSame = found.Select(term => (term.Cell, term.Term)).SequenceEqual(State.Distrusted.Select(term => (term.Cell, term.Term)));
        if (!isSame)
        {
            try
            {
                _cells.Distrust(found);
                evaluate();
            }
            catch (OperationCanceledException)
            {
                _cells.Distrust(State.Distrusted);
                throw;
            }
        }
        State = new(step, isSame ? State.ChangedStep : step, found);
        return !isSame;
    }
}
