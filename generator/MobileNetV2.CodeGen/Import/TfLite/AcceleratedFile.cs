using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Files that a compiler for an accelerator has made: the network has become its code, so there is nothing left to compile,
/// and whatever else is wrong with such a file misleads.</summary>
internal static class AcceleratedFile
{
    /// <summary>What the names of their custom operators begin with.</summary>
    private static readonly ImmutableArray<(string CustomCode, string Accelerator, string Compiler)> Known =
    [
        ("edgetpu-custom-op", "Google's Edge TPU", "edgetpu_compiler"),
        ("ethos-u", "Arm's Ethos-U", "Vela"),
        ("NeutronGraph", "NXP's eIQ Neutron", "neutron-converter"),
        ("XC_", "XMOS's xcore", "xcore-opt"),
    ];

    /// <summary>What to say of such a file; null when it is none.</summary>
    public static Diagnostic? Recognise(ImmutableArray<OperatorCodeTable> codes, string fileName)
    {
        foreach (var code in codes.Where(c => c.BuiltinCode == BuiltinOperator.Custom).Select(c => c.CustomCode))
        {
            foreach (var (custom, accelerator, compiler) in Known)
            {
                if (code is not null && code.StartsWith(custom, StringComparison.Ordinal))
                    return ImportDiagnostics.Accelerated(fileName, accelerator, compiler, code);
            }
        }

        return null;
    }
}
