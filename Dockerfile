FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
ARG TARGETARCH
# The packages are held against the committed lock first; the publish then compiles ahead of time for the image's processor.
RUN dotnet restore src/TradingDaemon --locked-mode \
 && dotnet publish src/TradingDaemon -c Release --os linux --arch "${TARGETARCH:-x64}" -o /app \
 && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# `docker exec NAME tradingdaemon status` works as it does on a machine.
RUN ln -s /app/TradingDaemon /usr/local/bin/tradingdaemon
# 1654 is the image's own unprivileged user; a volume that is new takes the owner of this folder.
COPY --from=build --chown=1654:1654 --chmod=0700 /data /data

# In a container the daemon is reached from outside, so it listens on every address of the container and on no other.
ENV TRADINGDAEMON_storage__directory=/data \
    TRADINGDAEMON_operations__urls=http://0.0.0.0:8080 \
    ASPNETCORE_HTTP_PORTS= \
    DOTNET_gcServer=0

USER 1654
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["dotnet", "/app/TradingDaemon.dll", "status", "--health-only"]
ENTRYPOINT ["dotnet", "/app/TradingDaemon.dll"]
CMD ["run"]
