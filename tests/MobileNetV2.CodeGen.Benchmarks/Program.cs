using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MobileNetV2.CodeGen.Benchmarks;

// dotnet run -c Release --project tests/MobileNetV2.CodeGen.Benchmarks [planning [once] | MODEL.tflite ...]
// In process: a model's path need not travel to another process, and nothing is compiled again.
InterpreterBenchmarks.ModelFiles = [.. args];
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
var config = DefaultConfig.Instance.AddJob(job);
if (args is ["planning", "once"])
    PlanningBenchmarks.Once();
else if (args is ["planning"])
    BenchmarkRunner.Run<PlanningBenchmarks>(config);
else
    BenchmarkRunner.Run<InterpreterBenchmarks>(config);
