namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary><c>--dump-as</c>.</summary>
internal enum DumpForm
{
    /// <summary>Elements in the tensor's type: the bits that a board has.</summary>
    Raw,

    /// <summary>float32: dequantized.</summary>
    Real,
}
