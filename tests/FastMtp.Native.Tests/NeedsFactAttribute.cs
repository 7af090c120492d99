using System.Runtime.InteropServices;
using FastMtp.Kernels;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>A test that needs other programs; without them it is reported as not run, with what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(params string[] tools) => Skip = Tools.Missing(tools);
}

/// <summary>As <see cref="NeedsFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(params string[] tools) => Skip = Tools.Missing(tools);
}

/// <summary>Other programs.</summary>
internal static class Tools
{
    /// <summary>Links the library.</summary>
    public const string Compiler = "gcc";
    public const string CxxCompiler = "g++";
    public const string Lammps = "lmp";
    public const string Mpi = "mpirun";
    public const string Kim = "kim-api-collections-management";
    public const string CMake = "cmake";

    public const string Avx512 = "a processor with AVX-512";

    /// <summary>The interpreter for which Debian installs ASE.</summary>
    public const string Python = "/usr/bin/python3";
    public const string Ase = "ASE for " + Python;
    public const string NumPy = "NumPy for " + Python;

    private static readonly Lazy<bool> HasAse = new(() => CanImport("ase, numpy"));
    private static readonly Lazy<bool> HasNumPy = new(() => CanImport("numpy"));

    public static string? Missing(string[] tools)
    {
        var missing = tools.Prepend(Compiler).Where(tool => !IsThere(tool)).ToList();
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) missing.Add("Linux on x64");
        return missing.Count == 0 ? null : $"not run: needs {string.Join(", ", missing)}";
    }

    public static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments, string? directory = null,
        params (string Name, string? Value)[] environment)
    {
        using var process = Programs.Start(program, arguments, directory, environment);
        return Programs.End(process);
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static string Do(string program, IEnumerable<string> arguments, string? directory = null,
        params (string Name, string? Value)[] environment)
    {
        var (code, output, error) = Run(program, arguments, directory, environment);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {code}\n{output}\n{error}");
        return output;
    }

    private static bool CanImport(string modules) =>
        Programs.IsThere(Python) && Run(Python, ["-c", $"import {modules}"]).ExitCode == 0;

    private static bool IsThere(string tool) => tool switch
    {
        Ase => HasAse.Value,
        NumPy => HasNumPy.Value,
        Avx512 => VectorWidths.Supported.Contains(VectorWidth.Widest),
        _ => Programs.IsThere(tool),
    };
}
