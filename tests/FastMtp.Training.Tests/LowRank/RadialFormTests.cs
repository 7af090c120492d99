using System.Text.Json;
using FastMtp.Basis;
using FastMtp.Radial;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Forms;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Settings;
using static FastMtp.Training.Tests.LowRank.RandomNumbers;

namespace FastMtp.Training.Tests.LowRank;

/// <summary>What every form must do, the next one too: each test runs over the list of forms and all ranks that a study may try.</summary>
public sealed class RadialFormTests
{
    /// <summary>Four radial functions with the labels (1, 0), (1, 1), (2, 0) and (3, 0).</summary>
    private static readonly RadialShape Shape = ToyPotential.Labelled(3, 4, 4);

    public static TheoryData<string> Names => new(RadialForms.All.Select(form => form.Name));

    [Fact]
    public void EveryFormIsFittedByTheOtherTests() => Assert.Equal(RadialForms.All.Select(form => form.Name).Order(), Models.List.Order());

    [Theory, MemberData(nameof(Names))]
    public void ParametersAreCounted(string name)
    {
        foreach (var form in Forms(name))
        {
            var parameterization = form.Parameterization(Shape);
            Assert.Equal(form.ParameterCount(Shape), parameterization.Dimension);
            Assert.Equal(Shape.Length, parameterization.TensorLength);
            Assert.Equal(parameterization.PointLength, Point(form).Length);
            Assert.Equal(form.IsRedundant, parameterization.PointLength > parameterization.Dimension);
            Assert.Equal(form.IsCompressed, form != RadialForm.Base);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void GradientIsThatOfFiniteDifferences(string name)
    {
        foreach (var form in Forms(name))
        {
            var parameterization = form.Parameterization(Shape);
            var space = parameterization as IManifold ?? new EuclideanSpace(parameterization.Dimension);
            var (point, weights) = (Point(form), new SplitMix64(2).Next(Shape.Length));
            var (tensor, moved, gradient) = (new double[Shape.Length], new double[point.Length], new double[space.Dimension]);
            parameterization.Expand(point, tensor);
            parameterization.Pullback(point, [.. tensor.Zip(weights, (c, w) => w * c)], gradient);
            double Value(int i, double step)
            {
                var direction = new double[space.Dimension];
                direction[i] = 1;
                space.Retract(point, step, direction, moved);
                parameterization.Expand(moved, tensor);
                return tensor.Zip(weights, (c, w) => 0.5 * w * c * c).Sum();
            }
            for (var i = 0; i < gradient.Length; i++) Assert.Equal((Value(i, 1e-4) - Value(i, -1e-4)) / 2e-4, gradient[i], 1e-6);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void TheTensorOfAPointIsThatOfTheFitAndSurvivesAFile(string name)
    {
        foreach (var form in Forms(name))
        {
            var (point, expanded) = (Point(form), new double[Shape.Length]);
            form.Parameterization(Shape).Expand(point, expanded);
            var tensor = form.Tensor(Shape, point);
            AssertClose(expanded, tensor.ToDense(), 1e-12);
            Assert.Equal(form.Ranks, tensor.Ranks);
            Assert.InRange(tensor.ParameterCount, form.ParameterCount(Shape), int.MaxValue);
            Assert.Equal(tensor.ToDense(), StoredForms.Named(tensor.Form.Name).Build(Shape, tensor.Ranks, tensor.Factors).ToDense());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void FitsGoFromTheFirstFormToTheLast(string name)
    {
        foreach (var form in Forms(name))
        {
            var now = form.First;
            for (var next = now; next is not null; next = form.After(now)) now = next;
            Assert.Equal(form.Ranks, now.Ranks);
            Assert.Equal(now, form.At(form.Ranks));
            Assert.Equal(form.Growth is null, form.First == form);
            // A fit of the first form can be that of the last, as the parameters are of one kind.
            Assert.Equal(form.Parameterization(Shape).GetType(), form.First.Parameterization(Shape).GetType());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void FormsAreEqualByTheirValue(string name)
    {
        RadialForm[] forms = [.. Forms(name)];
        Assert.Equal(forms, forms.Select(form => form.WithRanks([.. form.Ranks])));
        Assert.Equal(forms.Select(form => form.GetHashCode()), forms.Select(form => form.WithRanks([.. form.Ranks]).GetHashCode()));
        Assert.Distinct(forms);
        Assert.Distinct(forms.Select(form => form.ToString()));
        Assert.Same(RadialForms.Named(name), RadialForms.All[RadialForms.Index(name)]);
        Assert.All(RadialForms.All.Where(other => other.Name != name), other => Assert.DoesNotContain(other, forms));
    }

    [Theory, MemberData(nameof(Names))]
    public void FormsSurviveJson(string name)
    {
        foreach (var form in Forms(name))
        {
            var settings = new TrainingSettings { Model = form.With(form.Ranks, new RankGrowth(1, 3, 7)) };
            var text = JsonSerializer.Serialize(settings, CheckpointJson.Default.TrainingSettings);
            Assert.Equal(settings, JsonSerializer.Deserialize(text, CheckpointJson.Default.TrainingSettings));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void ImpossibleRanksAreRefusedInASentence(string name)
    {
        var form = RadialForms.Named(name)!;
        string Refusal(IEnumerable<int> ranks) =>
            Assert.Throws<InputException>(() => form.WithRanks([.. ranks]).ParameterCount(Shape)).Message;
        Assert.Equal($"The model {name} has {form.RankCount}, not {form.Ranks.Count + 1}.", Refusal(form.Ranks.Append(1)));
        if (form.Ranks.Count == 0) return;
        Assert.EndsWith("not 99.", Refusal(form.Ranks.Select(_ => 99)), StringComparison.Ordinal);
        Assert.Matches("between 1 and|at least 1", Refusal(form.Ranks.Select(_ => 0)));
    }

    [Fact]
    public void NAndLApartNeedFunctionsThatHaveThem()
    {
        var shape = Shape with { Labels = null };
        foreach (var act in (Action[])[() => RadialForm.Tf5(1, 1, 1, 1).ParameterCount(shape), () => _ = Unfolding.Labels.Modes(shape),
            () => _ = RadialForm.Tf5(1, 1, 1, 1).Candidates(shape).First()])
            Assert.EndsWith("such as those of the basis ace:12; choose one, or tf.", Assert.Throws<InputException>(act).Message);
    }

    [Theory, MemberData(nameof(Names))]
    public void AnUnfoldingIsThatOfTheWholeTensor(string name)
    {
        var unfolding = RadialForms.Named(name)!.Unfolding;
        var tensor = new SplitMix64(4).Next(Shape.Length);
        for (var bond = 0; bond < unfolding.Modes(Shape).Length - 1; bond++)
        {
            var kept = unfolding.Matrices(Shape, tensor, bond).Sum(matrix => matrix.Entries.Sum(x => x * x));
            // Where n and l are told apart, (2, 1) and (3, 1) are added.
            var added = name == "tf5" ? Added(tensor) : 0;
            Assert.Equal(tensor.Sum(x => x * x) + added, kept + unfolding.Lost(Shape, tensor), 1e-12);
        }
        double[] even = [.. Enumerable.Repeat(2.0, Shape.PairCount)];
        Assert.Single(unfolding.Weights(even).Distinct());
    }

    /// <summary>A weighted truncation ends with the weights taken off, which must leave the tensor in the form.</summary>
    [Theory, MemberData(nameof(Names))]
    public void WeightsOfPairsKeepTheForm(string name)
    {
        var pairs = new SplitMix64(6).Next(Shape.PairCount).Select(x => 2 + x).ToArray();
        foreach (var form in Forms(name))
        {
            var (parameterization, weights) = (form.Parameterization(Shape), form.Unfolding.Weights(pairs));
            var (tensor, again) = (new double[Shape.Length], new double[Shape.Length]);
            parameterization.Expand(Point(form), tensor);
            for (var i = 0; i < tensor.Length; i++) tensor[i] *= weights[i / Shape.PairLength];
            parameterization.Expand(parameterization.Approximate(tensor), again);
            AssertClose(tensor, again, 1e-12);
        }
    }

    [Theory]
    [InlineData("base", """{"form":"Base","ranks":[],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("mf 1", """{"form":"Mf","ranks":[1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("tf 1,1,1", """{"form":"Tf","ranks":[1,1,1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("tf5 1,1,1,1", """{"form":"Tf5","ranks":[1,1,1,1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("rmf 1", """{"form":"Rmf","ranks":[1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("shared 1", """{"form":"Shared","ranks":[1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("symmetric", """{"form":"Symmetric","ranks":[],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("pairs 1", """{"form":"Pairs","ranks":[1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("rpairs 1", """{"form":"Rpairs","ranks":[1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""")]
    [InlineData("pairsra 4 from 1 by 3 every 5 steps",
        """{"form":"Pairsra","ranks":[4],"minRank":1,"rankIncrement":3,"augmentationInterval":5}""")]
    [InlineData("mfra 4 from 1 by 3 every 5 steps",
        """{"form":"Mfra","ranks":[4],"minRank":1,"rankIncrement":3,"augmentationInterval":5}""")]
    public void TheJsonOfAFormStaysWhatItWas(string form, string json)
    {
        var read = Read(json);
        Assert.Equal(form, $"{read}");
        Assert.Equal(json, JsonSerializer.Serialize(read, CheckpointJson.Default.RadialForm));
    }

    [Theory]
    [InlineData("""{"form":"Cp","ranks":[1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""", "Unknown model Cp")]
    [InlineData("""{"form":"Mf","ranks":[1,1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""", "one rank, not 2")]
    [InlineData("""{"form":"Mfra","ranks":[1],"minRank":2,"rankIncrement":2,"augmentationInterval":80}""",
        "between 1 and the rank 1, not 2")]
    [InlineData("""{"form":"Mf"}""", "ranks")]
    public void JsonOfNoFormIsRefused(string json, string part) =>
        Assert.Contains(part, Assert.Throws<JsonException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void ARecordedCheckpointIsContinuedToTheRecordedLoss()
    {
        var checkpoint = JsonSerializer.Deserialize(RecordedCheckpoint.Text, CheckpointJson.Default.Checkpoint)!;
        Assert.Equal(RecordedCheckpoint.Text, JsonSerializer.Serialize(checkpoint, CheckpointJson.Default.Checkpoint));
        var settings = new TrainingSettings { Model = RecordedCheckpoint.Model, Steps = 12 };
        var resumed = new Trainer(RecordedCheckpoint.Problem(), settings).Resume(checkpoint).History[^1].Loss;
        var whole = new Trainer(RecordedCheckpoint.Problem(), settings).Run().History[^1].Loss;
        Assert.Equal(1, resumed / RecordedCheckpoint.LossAfterTwelveSteps, 1e-9);
        Assert.Equal(1, whole / RecordedCheckpoint.LossAfterTwelveSteps, 1e-9);
    }

    private static double Added(double[] tensor)
    {
        var completed = LabelCompletion.Complete(Shape, tensor);
        return Enumerable.Range(0, completed.Length).Where(i => i / Shape.BasisSize % 6 is 3 or 5).Sum(i => completed[i] * completed[i]);
    }

    private static RadialForm? Read(string json) => JsonSerializer.Deserialize(json, CheckpointJson.Default.RadialForm);

    private static IEnumerable<RadialForm> Forms(string name)
    {
        RadialForm[] forms = [.. RadialForms.Named(name)!.Candidates(Shape)];
        Assert.NotEmpty(forms);
        return forms;
    }

    private static double[] Point(RadialForm form) => form.Parameterization(Shape).Approximate(new SplitMix64(1).Next(Shape.Length));
}
