using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>A C function that performs an operator, and what a build needs for it.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Header">Declares it; generated code includes that.</param>
/// <param name="Sources">Define the function and what it calls; the headers that they include come with them.</param>
internal sealed record Kernel(string Function, string Header, ImmutableArray<KernelSource> Sources, StatusConvention Status)
{
    private const string OwnHeader = "mnv2_kernels.h";
    private const string Int4Header = "mnv2_int4.h";
    private const string RecurrentHeader = "mnv2_recurrent.h";
    private const string WideHeader = "mnv2_kernels_s16.h";
    private const string LibraryHeader = "mnv2_cmsis_nn.h";

    /// <summary>What the function is to CMSIS-NN; null when the library does not have it.</summary>
    public LibraryPart? Library { get; init; }

    /// <summary>Equal when the function is: two kernels never share one.</summary>
    public bool Equals(Kernel? other) => Function == other?.Function;

    /// <inheritdoc/>
    public override int GetHashCode() => Function.GetHashCode(StringComparison.Ordinal);

    /// <summary>A kernel of <c>runtime-c/</c>; it cannot fail.</summary>
    /// <param name="files">Without the folder; <c>FUNCTION.c</c> when none is given.</param>
    public static Kernel Own(string function, params ReadOnlySpan<string> files) =>
        new(function, OwnHeader, Files(files.IsEmpty ? [function + ".c"] : files), StatusConvention.None);

    /// <summary>The same for activations of 16 bits.</summary>
    public static Kernel Wide(string function, params ReadOnlySpan<string> files) => Own(function, files) with { Header = WideHeader };

    /// <summary>The same for recurrent layers.</summary>
    public static Kernel Recurrent(string function) => Own(function) with { Header = RecurrentHeader };

    /// <summary>The same for weights of 4 bits.</summary>
    public static Kernel Int4(string function, params ReadOnlySpan<string> files) =>
        Own(function, files) with { Header = Int4Header };

    /// <summary>A function of CMSIS-NN.</summary>
    /// <param name="standIn">The files of <c>runtime-c/</c> that take its place where the library is not linked;
    /// the first has its name.</param>
    public static Kernel OfLibrary(string function, StatusConvention status, LibraryPart library, params ReadOnlySpan<string> standIn) =>
        new(function, LibraryHeader, Files(standIn), status) { Library = library };

    /// <summary>Files of <c>runtime-c/</c>.</summary>
    public static ImmutableArray<KernelSource> Files(ReadOnlySpan<string> names)
    {
        var files = ImmutableArray.CreateBuilder<KernelSource>(names.Length);
        foreach (var name in names)
            files.Add(new RuntimeFile(name));
        return files.MoveToImmutable();
    }
}
