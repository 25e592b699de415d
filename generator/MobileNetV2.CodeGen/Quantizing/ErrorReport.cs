using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>A quantized network beside its float network.</summary>
/// <param name="OutputSqnrDb">Signal to noise of all outputs together.</param>
/// <param name="Top1Agreement">The share of samples on which the largest element of the first output is the same.</param>
/// <param name="Layers">Tensors that both networks have, in running order.</param>
public sealed record ErrorReport(int Samples, double OutputSqnrDb, double Top1Agreement, ImmutableArray<LayerError> Layers);
