namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>What a stage of a stream takes, on one of the kernels that fit it.</summary>
/// <param name="Instructions">Estimated, calls and pointers included.</param>
/// <param name="WorkBytes">Working memory of the kernel.</param>
/// <param name="Bytes">The same, and the sums that it keeps from tile to tile.</param>
internal readonly record struct StageCost(long Instructions, int WorkBytes, int Bytes);
