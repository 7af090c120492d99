using System.Text.Json.Nodes;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests;

/// <summary>A damaged checkpoint is refused by a sentence, or the fit goes on from it; nothing else may happen.</summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string> Models { get; } = ["base", "mf", "rmf", "mfra"];

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryDamageIsASentence(string model)
    {
        var (settings, text) = Fit(model);
        var count = Places(JsonNode.Parse(text)!).Count();
        Assert.True(count > 50);
        for (var place = 0; place < count; place++)
        {
            // Of long lists the first entries stand for all.
            foreach (var damage in Damages)
            {
                var document = JsonNode.Parse(text)!;
                var (parent, key) = Places(document).ElementAt(place);
                damage(parent, key);
                Survive(document.ToJsonString(), settings, $"{model}: {parent.GetPath()}.{key}");
            }
        }
        for (var cut = 0; cut < 50; cut++) Assert.False(Survive(text[..(text.Length * cut / 50)], settings, $"{model}: cut at {cut}/50"));
    }

    [Theory]
    [InlineData("history[0]", "null")]
    [InlineData("optimizer.lastStep", "-1")]
    [InlineData("optimizer.value", "-1e30")]
    [InlineData("optimizer.steps", "2147483647")]
    [InlineData("optimizer.point[0]", "1e300")]
    [InlineData("optimizer.gradient[0]", "\"NaN\"")]
    [InlineData("optimizer.evaluations", "0")]
    [InlineData("parameters[0]", "12")]
    [InlineData("refittedStep", "99")]
    [InlineData("augmentedStep", "-3")]
    [InlineData("best.parameters", "[1]")]
    [InlineData("settings.model.form", "77")]
    [InlineData("settings.checkpointInterval", "0")]
    [InlineData("species[0]", "\"\\u001b[31m\"")]
    public void WhatCannotBeIsRefused(string path, string value)
    {
        var (settings, text) = Fit("base");
        var document = JsonNode.Parse(text)!;
        var (parent, key) = Places(document)
            .Single(place => $"{place.Parent.GetPath()}{(place.Parent is JsonArray ? $"[{place.Key}]" : $".{place.Key}")}" == $"$.{path}");
        Put(parent, key, JsonNode.Parse(value));
        Assert.False(Survive(document.ToJsonString(), settings, path));
    }

    [Fact]
    public void KeysAreKnownAndUnique()
    {
        var (_, text) = Fit("base");
        Assert.Contains(":1: the key 'refitedStep' is not known",
            Refusal(text.Replace("\"refittedStep\"", "\"refitedStep\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(":2: the key 'value' is given twice; remove one.",
            Refusal(text.Replace("\"optimizer\":{", "\"optimizer\":{\"value\":1,\n", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherMethodIsRefused()
    {
        var (settings, text) = Fit("base");
        var checkpoint = CheckpointFile.Read(_directory.Write("a.json", text));
        string Resume(TrainingSettings other) =>
            Assert.Throws<InputException>(() => new Trainer(LowRank.Models.Problem(), other).Resume(checkpoint)).Message;
        Assert.Contains("the method Bfgs, not PlainBfgs", Resume(settings with { Method = FitMethod.PlainBfgs }), StringComparison.Ordinal);
        Assert.Contains("a linear solve every 3 steps, not every 4", Resume(settings with { LinearSolveInterval = 4 }),
            StringComparison.Ordinal);
    }

    private static IEnumerable<Action<JsonNode, string>> Damages =>
    [
        (parent, key) => Remove(parent, key),
        (parent, key) => Put(parent, key, null),
        (parent, key) => Put(parent, key, "word"),
        (parent, key) => Put(parent, key, new JsonArray(1, 2)),
        (parent, key) => Put(parent, key, -7),
        (parent, key) => Put(parent, key, 1e300),
    ];

    private (TrainingSettings Settings, string Text) Fit(string model)
    {
        var settings = new TrainingSettings { Steps = 4, LinearSolveInterval = 3, ValidationInterval = 2, Model = LowRank.Models.Of(model),
            CheckpointPath = _directory.PathOf("fit.json") };
        new Trainer(LowRank.Models.Problem(), settings).Run();
        return (settings with { Steps = 6, CheckpointPath = null }, File.ReadAllText(_directory.PathOf("fit.json")));
    }

    /// <summary>True if the fit went on.</summary>
    private bool Survive(string text, TrainingSettings settings, string what)
    {
        try
        {
            new Trainer(LowRank.Models.Problem(), settings).Resume(CheckpointFile.Read(_directory.Write("damaged.json", text)));
            return true;
        }
        catch (InputException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(what, e);
        }
    }

    private string Refusal(string text) =>
        Assert.Throws<InputException>(() => CheckpointFile.Read(_directory.Write("a.json", text))).Message;

    /// <summary>Every key of every object, and the first two entries of every list.</summary>
    private static IEnumerable<(JsonNode Parent, string Key)> Places(JsonNode node) => node switch
    {
        JsonObject o => o.ToArray()
            .SelectMany(pair => ((JsonNode, string)[])[(o, pair.Key), .. pair.Value is { } value ? Places(value) : []]),
        JsonArray a => Enumerable.Range(0, Math.Min(2, a.Count))
        .SelectMany(i => ((JsonNode, string)[])[(a, $"{i}"), .. a[i] is { } value ? Places(value) : []]),
        _ => [],
    };

    private static void Remove(JsonNode parent, string key)
    {
        if (parent is JsonArray array) array.RemoveAt(int.Parse(key));
        else parent.AsObject().Remove(key);
    }

    private static void Put(JsonNode parent, string key, JsonNode? value)
    {
        if (parent is JsonArray array) array[int.Parse(key)] = value;
        else parent[key] = value;
    }
}
