namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>One of the builds that CMSIS-NN has for different cores.</summary>
/// <param name="Macro">Its number in <c>mnv2_cmsis_nn.h</c>.</param>
/// <param name="Cores">What it is for, in words.</param>
internal sealed record CmsisNnBuildView(string Macro, string Cores);
