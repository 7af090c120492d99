using FastMtp.Cli;

return Crew.Run(args, Console.Out, Console.Error);
