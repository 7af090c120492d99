using System.Reflection;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;
using FastMtp.Training.Pruning;

namespace FastMtp.Cli.Tests;

/// <summary>The NuGet packages as users install them: from a folder, with nothing of this repository around.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string Configuration =
        typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void CommandAndLibraryInstallAndRun()
    {
        foreach (var project in (string[])["FastMtp", "FastMtp.Training", "FastMtp.Compilation", "FastMtp.Cli"])
        {
            Dotnet(["pack", "--no-build", "-c", Configuration, "-o", _directory.PathOf("packages"),
                Path.Combine(GoldenData.Root, "src", project)]);
        }
        Assert.Equal(
            ["FastMtp", "FastMtp.Cli", "FastMtp.Compilation", "FastMtp.Training"],
            Directory.GetFiles(_directory.PathOf("packages"), "*.nupkg").Select(IdOf).Order(StringComparer.Ordinal));
        Assert.Equal(3, Directory.GetFiles(_directory.PathOf("packages"), "*.snupkg").Length);
        // Packages of others come from where the build found them; the user's own cache stays as it is.
        var others = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _directory.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="packages" value="packages" /></packageSources>
              <fallbackPackageFolders><clear /><add key="others" value="{others}" /></fallbackPackageFolders>
            </configuration>
            """);

        Dotnet(["tool", "install", "FastMtp.Cli", "--tool-path", "tools", "--configfile", "nuget.config"]);
        var program = _directory.PathOf(OperatingSystem.IsWindows() ? "tools/fastmtp.exe" : "tools/fastmtp");
        Assert.Contains("basis functions", Run(program, ["info", "--level", "8", "--species", "Mo,Nb,Ta,W"]));
        var data = GoldenData.PathOf("efs_g08.cfg");
        var said = Run(program, ["evaluate", GoldenData.PathOf("g08.mtp"), data, "--species", "Mo,Nb,Ta,W", "--plot", "parity.png"]);
        Assert.Contains("parity.png", said);
        Assert.True(File.Exists(_directory.PathOf("parity.png")));

        var whole = PotentialFile.Read(GoldenData.PathOf("g08.mtp"), GoldenData.Species);
        PotentialFile.Write(_directory.PathOf("pruned.fmtp"), new PlanSubset(whole.Plan, [1, 3, 5, 7]).Of(whole));
        _directory.Write("Program.cs", """
            using FastMtp;

            var potential = Potential.Load(args[0], "Mo,Nb,Ta,W");
            var configuration = Configurations.Read(args[1], "Mo,Nb,Ta,W").First();
            var error = potential.Evaluate(configuration).Energy - configuration.Energy!.Value;
            var pruned = Potential.Load("pruned.fmtp");
            error += pruned.WithCompiledKernels().Evaluate(configuration).Energy - pruned.Evaluate(configuration).Energy;
            var isCompiled = AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "FastMtp.Compiled");
            Console.WriteLine(Math.Abs(error) < 1e-6 && isCompiled && new FitOptions().Steps > 0 ? "the same" : $"off by {error}");
            """);
        _directory.Write("user.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="FastMtp.Training" Version="*" />
                <PackageReference Include="FastMtp.Compilation" Version="*" />
              </ItemGroup>
            </Project>
            """);
        Assert.EndsWith("the same", Dotnet(["run", GoldenData.PathOf("g08.mtp"), data]).TrimEnd(), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static string IdOf(string package) =>
        string.Join('.', Path.GetFileName(package).Split('.').TakeWhile(part => !char.IsAsciiDigit(part[0])));

    private string Dotnet(IEnumerable<string> arguments) => Run("dotnet", arguments);

    private string Run(string program, IEnumerable<string> arguments)
    {
        var (code, output, error) = Programs.End(Programs.Start(
            program, arguments, _directory.Root, ("NUGET_PACKAGES", _directory.PathOf("cache")), ("DOTNET_CLI_UI_LANGUAGE", "en"),
            // No server may outlive the test.
            ("UseSharedCompilation", "false"), ("MSBUILDDISABLENODEREUSE", "1")));
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {code}\n{output}\n{error}");
        return output;
    }
}
