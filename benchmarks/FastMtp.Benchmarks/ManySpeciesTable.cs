using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Benchmarks;

/// <summary>
/// Cost of fits of 20 species in each form of the radial coefficients. Each runs in its own process, so that peak memory is
/// measured separately.
/// </summary>
internal static class ManySpeciesTable
{
    /// <summary>The argument that asks for the table and, followed by a number, makes this program one of the fits.</summary>
    public const string Argument = "--many-species";

    private const int Configurations = 600;
    private const int Watched = 60;
    private const int Steps = 200;

    /// <summary>Steps before the clock starts: compilation, the linear solve, the first growth of buffers.</summary>
    private const int WarmUp = 10;

    private static readonly RadialForm[] Models = [RadialForm.Tf(4, 8, 4), RadialForm.Mf(8), RadialForm.Rmf(8), RadialForm.Base];

    public static string Measure()
    {
        var forces = new PlantedAlloy(0, Watched).Validation.SelectMany(configuration => configuration.Forces!);
        var forceSize = Math.Sqrt(forces.Average(f => f * f));
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"""
            {Results.Machine}, {Environment.ProcessorCount} cores. Level {PlantedAlloy.Level}, {PlantedAlloy.Species.Count} species,
            N_b = 8; {Configurations} configurations of {PlantedAlloy.AtomCount} bcc atoms of random species for training
            and {Watched} for validation, with energies, forces and virials of a random potential that is a tensor train of
            ranks 4,8,4. Seed 0, weights 1, 0.01 and 0.

            *Optimiser*: the inverse Hessian, a matrix or the last steps. *Peak*: resident memory of the process, data included.
            Times are means over steps {WarmUp} to {Steps}, validation every 10 and linear solves every 20 included. Losses are per
            configuration, but for the start those of step {Steps}; *force* is the RMSE on the validation data, whose forces
            are {1000 * forceSize:f0} meV/Å.


            """);
        table.Append("| form | radial parameters | parameters | optimiser, MB | peak, MB | evaluations | s per step | CPU s per step ")
            .Append("| loss at the start | training loss | validation loss | force, meV/Å |\n")
            .Append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (var i = 0; i < Models.Length; i++) table.AppendLine(InOwnProcess(i));
        return table.ToString();
    }

    /// <summary>Fits a form and prints its row of the table.</summary>
    public static void PrintRow(int form)
    {
        var model = Models[form];
        var alloy = new PlantedAlloy(Configurations, Watched);
        using var loss = new TrainingLoss(alloy.Shape, alloy.Training, alloy.Validation, new LossWeights());
        var clock = new StepClock();
        var result = new Trainer(loss, new TrainingSettings { Model = model, Steps = Steps, LossTolerance = 0 }, clock).Run();

        var (last, radial) = (result.History[^1], model.ParameterCount(loss.Layout.RadialShape));
        var count = radial + loss.Layout.LinearCount;
        var optimizer = InverseHessianMemory.Numbers(count) * sizeof(double);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var (seconds, processor) = clock.PerStep;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {model} | {radial} | {count} | {optimizer / 1e6:f1} | {peak / 1e6:f0} | {last.Evaluations} "
            + $"| {seconds:f2} | {processor:f2} | {result.History[0].Loss / Configurations:g4} | {last.Loss / Configurations:g4} "
            + $"| {last.ValidationLoss / Watched:g4} | {1000 * last.Validation!.ForceRmse:f1} |"));
    }

    private static string InOwnProcess(int form)
    {
        var row = Child.Own(Argument, form.ToString(CultureInfo.InvariantCulture)).Trim();
        Console.Error.WriteLine(row);
        return row;
    }

    /// <summary>Reads the clocks after the warm-up and after the last step.</summary>
    private sealed class StepClock : IProgress<TrainingProgress>
    {
        private readonly Stopwatch _clock = new();
        private TimeSpan _processorAtStart;

        public (double Seconds, double Processor) PerStep { get; private set; }

        public void Report(TrainingProgress value)
        {
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            if (value.Record.Step <= WarmUp)
            {
                _processorAtStart = processor;
                _clock.Restart();
                return;
            }
            var steps = value.Record.Step - WarmUp;
            PerStep = (_clock.Elapsed.TotalSeconds / steps, (processor - _processorAtStart).TotalSeconds / steps);
        }
    }
}
