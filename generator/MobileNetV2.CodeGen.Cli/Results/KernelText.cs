namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Says which kernels a simulation ran, and what that means for its figures.</summary>
internal static class KernelText
{
    /// <param name="kernels"><c>cmsis-nn</c> or <c>portable</c>.</param>
    public static string Of(string kernels, bool isOfficial) =>
        kernels != "cmsis-nn" ? kernels : isOfficial ? "cmsis-nn (library)" : "cmsis-nn (stand-ins)";

    /// <summary>True when calls of CMSIS-NN went to our own implementation of its functions.</summary>
    public static bool IsStandIn(string kernels, bool isOfficial) => kernels == "cmsis-nn" && !isOfficial;
}
