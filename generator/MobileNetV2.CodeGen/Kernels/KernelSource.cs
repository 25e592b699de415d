namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Where the C of a kernel comes from. Closed hierarchy.</summary>
/// <param name="FileName">In the generated folder; unique among all kernels.</param>
internal abstract record KernelSource(string FileName);

/// <summary>A file of <c>runtime-c/</c>, copied.</summary>
internal sealed record RuntimeFile(string FileName) : KernelSource(FileName);

/// <summary>C made for this one network.</summary>
/// <param name="Text">The whole file. It may include files of the runtime.</param>
internal sealed record GeneratedSource(string FileName, string Text) : KernelSource(FileName);
