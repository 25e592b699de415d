using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>REDUCE_MAX.</summary>
internal sealed class ReduceToMaximum() : Reduce<ReduceMax>("max");
