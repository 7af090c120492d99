using FastMtp.Training.Checkpoints;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fitting;

/// <summary>
/// Lets a fit from a random start begin on a sample of its data, which grows as it converges: far from the minimum, a part of the data says
/// as well as all of them where to go.
/// </summary>
internal sealed class Sampling
{
    /// <summary>Steps on the first sample, which lead from the random start to where the data decide.</summary>
    private const int FirstSteps = 16;

    /// <summary>Steps on each of the larger ones.</summary>
    private const int NextSteps = 6;

    private readonly ITrainingProblem _problem;

    /// <summary>Lets that part of the data count which did in a state.</summary>
    /// <param name="problem">Data and loss.</param>
    /// <param name="state">The state.</param>
    public Sampling(ITrainingProblem problem, SampleState state)
    {
        (_problem, State) = (problem, state);
        if (state.Parts > 1) problem.Sample(state.Parts);
    }

    /// <summary>What counts.</summary>
    public SampleState State { get; private set; }

    /// <summary>The state in which a fit begins.</summary>
    /// <param name="problem">Data and loss.</param>
    /// <param name="settings">Settings of the fit; labels can only be judged in a fit of all.</param>
    /// <param name="parameters">Number of parameters.</param>
    public static SampleState Start(ITrainingProblem problem, TrainingSettings settings, int parameters)
    {
        if (settings.Method != FitMethod.GaussNewton || settings.DistrustsOutliers) return SampleState.All;
        var parts = problem.MostPartsFor(parameters);
        // All data need half of the steps to say what samples cannot.
        while (parts > 1 && StepsOnSamples(parts) > settings.Steps / 2) parts /= 2;
        return new(parts, 0);
    }

    private static int StepsOnSamples(int parts) => FirstSteps + NextSteps * (int.Log2(parts) - 1);

    /// <summary>True if a sample has counted for as long as it leads further.</summary>
    public bool IsDue(int step) => State.Parts > 1 && step - State.ChangedStep >= (State.ChangedStep == 0 ? FirstSteps : NextSteps);

    /// <summary>Lets twice as much of the data count; false if all of it does.</summary>
    /// <param name="step">Steps made.</param>
    /// <param name="evaluate">Evaluates the changed loss.</param>
    public bool Grow(int step, Action evaluate)
    {
        if (State.Parts == 1) return false;
        try
        {
            _problem.Sample(State.Parts / 2);
            evaluate();
        }
        catch (OperationCanceledException)
        {
            _problem.Sample(State.Parts);
            throw;
        }
        State = new(State.Parts / 2, step);
        return true;
    }

    /// <summary>What the user must know of the records from a step on; null if nothing new.</summary>
    public string? Note(int step) => (State.Parts, step) switch
    {
        ( > 1, 0) => $"The first steps use a part of the training data, one of {State.Parts}, later ones more; losses and training errors "
            + "are those of that part.",
        (1, > 0) when step == State.ChangedStep => $"From step {step} on, all training data count.",
        _ => null,
    };

    /// <summary>Lets all data count for whoever uses them after the fit, however it ended.</summary>
    public void End()
    {
        if (State.Parts > 1) _problem.Sample(1);
    }
}
