using System.Runtime.InteropServices;
using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>A kernel whose passes are functions of a shared library.</summary>
internal sealed unsafe class LibraryKernel(ContractionProgram program, VectorWidth width, nint library) : MtpKernel(program, width)
{
    private readonly nint _accumulate = PassOf(library, nameof(Accumulate));
    private readonly nint _contract = PassOf(library, nameof(Contract));
    private readonly nint _backpropagate = PassOf(library, nameof(Backpropagate));
    private readonly nint _pairForces = PassOf(library, nameof(PairForces));
    private readonly nint _accumulateTangents = PassOf(library, nameof(AccumulateTangents));
    private readonly nint _contractTangents = PassOf(library, nameof(ContractTangents));
    private readonly nint _backpropagateTangents = PassOf(library, nameof(BackpropagateTangents));
    private readonly nint _pairGradients = PassOf(library, nameof(PairGradients));

    public override string Kind => "compiled";

    public override void Accumulate(int slots, double* geometry, double* radial, double* moments) =>
        ((delegate* unmanaged[Cdecl]<int, double*, double*, double*, void>)_accumulate)(slots, geometry, radial, moments);

    public override void Contract(double* moments) => ((delegate* unmanaged[Cdecl]<double*, void>)_contract)(moments);

    public override void Backpropagate(double* moments, double* xi, double* adjoints) =>
        ((delegate* unmanaged[Cdecl]<double*, double*, double*, void>)_backpropagate)(moments, xi, adjoints);

    public override void PairForces(int slots, double* geometry, double* radial, double* adjoints, double* forces) =>
        ((delegate* unmanaged[Cdecl]<int, double*, double*, double*, double*, void>)_pairForces)(slots, geometry, radial, adjoints, forces);

    public override void AccumulateTangents(int slots, double* geometry, double* radial, double* directions, double* tangents) =>
        ((delegate* unmanaged[Cdecl]<int, double*, double*, double*, double*, void>)_accumulateTangents)(
            slots, geometry, radial, directions, tangents);

    public override void ContractTangents(double* moments, double* tangents) =>
        ((delegate* unmanaged[Cdecl]<double*, double*, void>)_contractTangents)(moments, tangents);

    public override void BackpropagateTangents(double* moments, double* tangents, double* adjoints, double* xi, double* weights,
        double* tangentAdjoints) =>
        ((delegate* unmanaged[Cdecl]<double*, double*, double*, double*, double*, double*, void>)_backpropagateTangents)(
            moments, tangents, adjoints, xi, weights, tangentAdjoints);

    public override void PairGradients(int slots, double* geometry, double* directions, double* adjoints, double* tangentAdjoints,
        double* gradients) =>
        ((delegate* unmanaged[Cdecl]<int, double*, double*, double*, double*, double*, void>)_pairGradients)(
            slots, geometry, directions, adjoints, tangentAdjoints, gradients);

    private static nint PassOf(nint library, string pass) =>
        NativeLibrary.GetExport(library, KernelLibraries.EntryPoint(pass, isSingle: false));
}
